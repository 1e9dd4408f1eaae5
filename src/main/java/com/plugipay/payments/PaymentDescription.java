package com.plugipay.payments;

import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of a payment that its merchant can change. */
public record PaymentDescription(
        @Size(max = 500) @Nullable String description,
        @Nullable Map<String, String> metadata) {}
