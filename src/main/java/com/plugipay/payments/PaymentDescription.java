package com.plugipay.payments;

import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that a merchant can change of a payment. */
public record PaymentDescription(
        @Size(max = 500) @Nullable String description,
        @Nullable Map<String, String> metadata) {}
