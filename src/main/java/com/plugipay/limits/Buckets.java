package com.plugipay.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * Token buckets, one per key, all of the same rate. They are in the memory of this node and need no locks. A bucket that was
 * not used for a while is full again, and is dropped.
 */
public final class Buckets<K> {
    /** Limits the memory to some megabytes when clients keep coming under new keys. */
    private static final int MOST = 100_000;

    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final Rate rate;
    private final TimeMeter clock;
    private final Cache<K, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(UNUSED).build();

    public Buckets(Rate rate) {
        // A monotonic clock: one that is set back would stop all refills until it had caught up.
        this(rate, TimeMeter.SYSTEM_NANOTIME);
    }

    Buckets(Rate rate, TimeMeter clock) {
        this.rate = rate;
        this.clock = clock;
    }

    /** Takes one request, if the bucket has one. */
    public Allowance take(K key) {
        ConsumptionProbe probe = bucket(key).tryConsumeAndReturnRemaining(1);
        return new Allowance(
                probe.isConsumed(),
                rate.burst(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    /** Takes that many more, or as many as are left, for a request that has cost more than one. */
    public void charge(K key, long more) {
        bucket(key).tryConsumeAsMuchAsPossible(more);
    }

    private Bucket bucket(K key) {
        return buckets.get(
                key,
                ignored -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.refill(), rate.period()))
                        .withCustomTimePrecision(clock)
                        .build());
    }
}
