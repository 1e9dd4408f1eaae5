package com.plugipay.callbacks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts by account and minute on this node. A count that is not used for an hour is dropped. */
final class MinuteCounts {
    private final Cache<Minute, AtomicInteger> counts = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    private record Minute(Tenant tenant, ProviderKind provider, Instant begins) {}

    /** The minute of a moment. */
    static Instant minute(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MINUTES);
    }

    /** Counts one more in the minute of that moment, unless it has as many already; gives whether it was counted. */
    boolean take(Tenant tenant, ProviderKind provider, Instant moment, int most) {
        return count(tenant, provider, moment).getAndUpdate(count -> count < most ? count + 1 : count) < most;
    }

    /** Raises a count to what all nodes together have counted. */
    void atLeast(Tenant tenant, ProviderKind provider, Instant moment, int total) {
        count(tenant, provider, moment).accumulateAndGet(total, Math::max);
    }

    private AtomicInteger count(Tenant tenant, ProviderKind provider, Instant moment) {
        return counts.get(new Minute(tenant, provider, minute(moment)), ignored -> new AtomicInteger());
    }
}
