package com.plugipay.callbacks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts by account and minute, on this node; forgotten when nobody has counted for an hour. */
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

    /** Counts one of that moment's minute if there is room for it. */
    boolean take(Tenant tenant, ProviderKind provider, Instant moment, int most) {
        return count(tenant, provider, moment).getAndUpdate(count -> count < most ? count + 1 : count) < most;
    }

    /** There were at least so many: others count too. */
    void atLeast(Tenant tenant, ProviderKind provider, Instant moment, int known) {
        count(tenant, provider, moment).accumulateAndGet(known, Math::max);
    }

    private AtomicInteger count(Tenant tenant, ProviderKind provider, Instant moment) {
        return counts.get(new Minute(tenant, provider, minute(moment)), ignored -> new AtomicInteger());
    }
}
