package com.plugipay.callbacks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How fast one account's notices of money have come, in notices of one minute that the provider has confirmed.
 *
 * @param fastest the most there ever were
 * @param fastestSince the most there were in a minute after the last doubt
 * @param doubtedAt when the provider last did not confirm one; null when it always did
 */
record CallbackPace(int fastest, int fastestSince, @Nullable Instant doubtedAt) {
    static final CallbackPace NEW = new CallbackPace(0, 0, null);

    /** Whoever could send one that was not true may send others. */
    private static final Duration DOUBTED_FOR = Duration.ofHours(24);

    /**
     * How many of one minute may be believed: what there was before, and of an account without a past what is expected. After
     * a doubt only what has been confirmed since.
     */
    int ordinary(int expected, Instant now) {
        return isDoubted(now) ? fastestSince : Math.max(expected, fastest);
    }

    /** Whether one was not true a short while ago. */
    boolean isDoubted(Instant now) {
        return doubtedAt != null && now.isBefore(doubtedAt.plus(DOUBTED_FOR));
    }
}
