package com.plugipay.billing.clocks;

import com.plugipay.errors.ErrorCode;
import java.time.Duration;
import java.time.Instant;

/** The times that a test clock can have. */
final class ClockLimits {
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

    /** Five years in one go. */
    static final Duration FARTHEST = Duration.ofDays(5 * 366);

    private ClockLimits() {}

    /** Fails, naming the field, for a time that no clock has. */
    static void require(String field, Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    field, "The time must be between " + FIRST + " and " + LAST + '.');
        }
    }
}
