package com.plugipay.webhooks;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Which example an endpoint is sent.
 *
 * @param type ours or the libraries' name of it; {@code payment.succeeded} when it is not given
 */
public record TestEventInput(
        @Size(min = 1, max = 100) @Nullable String type) {}
