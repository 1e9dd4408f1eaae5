package com.plugipay.billing.subscriptions.api;

import com.plugipay.errors.ErrorCode;
import java.time.Duration;
import java.time.Instant;

/** The moments that a caller may name. */
final class MomentLimits {
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    /** As long as the longest period. */
    private static final Duration FARTHEST = Duration.ofDays(3 * 366);

    private MomentLimits() {}

    /** Fails, naming the field, for a moment that is no date of any subscription. */
    static void require(String field, Instant moment) {
        if (moment.isBefore(FIRST) || moment.isAfter(LAST)) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    field, "The time must be between " + FIRST + " and " + LAST + '.');
        }
    }

    /** Fails, naming the field, for a moment that is not in the next three years. */
    static void requireSoon(String field, Instant moment, Instant now) {
        if (!moment.isAfter(now) || moment.isAfter(now.plus(FARTHEST))) {
            throw ErrorCode.VALIDATION_ERROR.forField(field, "The time must be in the next three years.");
        }
    }
}
