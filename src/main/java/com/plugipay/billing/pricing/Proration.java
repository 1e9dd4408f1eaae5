package com.plugipay.billing.pricing;

import com.plugipay.billing.calendar.BillingPeriod;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/**
 * Divides the amount of a period at a moment in it, in proportion to the period's real length by the second. What was used
 * and what is left add up to the amount exactly, and so do the parts of several divisions of one period.
 */
public final class Proration {
    private Proration() {}

    /** What was used up to that moment, rounded half up to a minor unit. */
    public static long used(long amount, BillingPeriod period, Instant at) {
        BigInteger whole = seconds(period.start(), period.end()).max(BigInteger.ONE);
        BigInteger elapsed = seconds(period.start(), at).max(BigInteger.ZERO).min(whole);
        return BigInteger.valueOf(amount)
                .multiply(elapsed)
                .shiftLeft(1)
                .add(whole)
                .divide(whole.shiftLeft(1))
                .longValueExact();
    }

    /** What is left from that moment on. */
    public static long unused(long amount, BillingPeriod period, Instant at) {
        return amount - used(amount, period, at);
    }

    private static BigInteger seconds(Instant from, Instant to) {
        return BigInteger.valueOf(Duration.between(from, to).toSeconds());
    }
}
