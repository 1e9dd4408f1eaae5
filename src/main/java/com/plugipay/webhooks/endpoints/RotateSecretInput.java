package com.plugipay.webhooks.endpoints;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The input that replaces a secret.
 *
 * @param overlapHours for how long the former signs beside the new one; 24 when it is not given, 0 ends it at once
 */
public record RotateSecretInput(@Min(0) @Max(168) @Nullable Integer overlapHours) {
    private static final int DEFAULT_HOURS = 24;

    /** Until when the former signs; null when it does not. */
    @Nullable
    Instant formerSignsUntil(Instant now) {
        int hours = overlapHours == null ? DEFAULT_HOURS : overlapHours;
        return hours == 0 ? null : now.plus(Duration.ofHours(hours));
    }
}
