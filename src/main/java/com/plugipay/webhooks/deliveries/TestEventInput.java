package com.plugipay.webhooks.deliveries;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Which example an endpoint is sent.
 *
 * @param type its name, or its name in the SDKs; {@code payment.succeeded} when it is not given
 */
public record TestEventInput(
        @Size(min = 1, max = 100) @Nullable String type) {}
