package com.plugipay.callbacks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The most payments of one minute that the provider has confirmed for an account.
 *
 * @param peak of all minutes
 * @param peakSinceMismatch of the minutes after the last mismatch
 * @param mismatchAt when the provider last did not confirm the payment of a callback; null when it always did
 */
record CallbackPace(
        int peak, int peakSinceMismatch, @Nullable Instant mismatchAt) {
    static final CallbackPace NEW = new CallbackPace(0, 0, null);

    /** Someone who could send a false callback may send others. */
    private static final Duration CAUTIOUS_FOR = Duration.ofHours(24);

    /**
     * How many callbacks of one minute may be trusted: as many as were confirmed of any minute, or expected of a new account;
     * for a day after a mismatch only as many as were confirmed since.
     */
    int limit(int expected, Instant now) {
        return hasRecentMismatch(now) ? peakSinceMismatch : Math.max(expected, peak);
    }

    private boolean hasRecentMismatch(Instant now) {
        return mismatchAt != null && now.isBefore(mismatchAt.plus(CAUTIOUS_FOR));
    }
}
