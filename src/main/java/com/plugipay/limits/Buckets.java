package com.plugipay.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * Token buckets of one rate, one for each who asks. They live in the memory of this node and hold no locks; those that
 * nobody has used for a while are full again, and are forgotten.
 */
public final class Buckets<K> {
    /** So that strangers who come under ever new names cost some megabytes at most. */
    private static final int MOST = 100_000;

    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final Rate rate;
    private final TimeMeter clock;
    private final Cache<K, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(UNUSED).build();

    public Buckets(Rate rate) {
        // A clock that nobody sets: one that goes back would stop every refill until it had caught up.
        this(rate, TimeMeter.SYSTEM_NANOTIME);
    }

    Buckets(Rate rate, TimeMeter clock) {
        this.rate = rate;
        this.clock = clock;
    }

    /** Asks for one request. */
    public Allowance take(K who) {
        ConsumptionProbe probe = bucket(who).tryConsumeAndReturnRemaining(1);
        return new Allowance(
                probe.isConsumed(),
                rate.burst(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    /** Takes so many more, or what is left of them, for a request that turned out to cost more. */
    public void charge(K who, long more) {
        bucket(who).tryConsumeAsMuchAsPossible(more);
    }

    private Bucket bucket(K who) {
        return buckets.get(
                who,
                ignored -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.refill(), rate.period()))
                        .withCustomTimePrecision(clock)
                        .build());
    }
}
