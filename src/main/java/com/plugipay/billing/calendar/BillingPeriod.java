package com.plugipay.billing.calendar;

import java.time.Instant;

/**
 * A period for which is billed.
 *
 * @param start its first moment
 * @param end the first moment after it, which is the start of the next period
 */
public record BillingPeriod(Instant start, Instant end) {
    public BillingPeriod {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("A period from " + start + " to " + end);
        }
    }

    /** Whether a moment is in the period. */
    public boolean contains(Instant moment) {
        return !moment.isBefore(start) && moment.isBefore(end);
    }
}
