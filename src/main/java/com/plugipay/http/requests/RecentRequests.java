package com.plugipay.http.requests;

import com.plugipay.model.Tenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last thousand requests of each workspace and mode to this node, in memory; of the two hundred that were last active.
 * Safe for use from every event loop.
 */
public final class RecentRequests {
    private static final int MOST_TENANTS = 200;
    private static final int OF_TENANT = 1_000;

    /**
     * In the order of their last use, and locked for each use. A cache that prefers what is used often would refuse a
     * workspace that has only begun.
     */
    private final LinkedHashMap<Tenant, Ring> rings = new LinkedHashMap<>(MOST_TENANTS, 0.75f, true);

    /** Keeps a request, in the place of the oldest one. */
    void add(Tenant tenant, RequestEntry entry) {
        Ring ring;
        synchronized (rings) {
            ring = rings.computeIfAbsent(tenant, first -> new Ring());
            if (rings.size() > MOST_TENANTS) {
                rings.pollFirstEntry();
            }
        }
        ring.add(entry);
    }

    /**
     * The requests of a workspace, the latest first.
     *
     * @param after the id of the one at which to stop; null for all
     */
    public List<RequestEntry> of(Tenant tenant, @Nullable String after) {
        return ring(tenant).takeWhile(entry -> !entry.id().equals(after)).toList();
    }

    /** One of the requests of a workspace. */
    public Optional<RequestEntry> find(Tenant tenant, String id) {
        return ring(tenant).filter(entry -> entry.id().equals(id)).findFirst();
    }

    private Stream<RequestEntry> ring(Tenant tenant) {
        Ring ring;
        synchronized (rings) {
            ring = rings.get(tenant);
        }
        return ring == null ? Stream.empty() : ring.latestFirst();
    }

    /** The entries of one workspace; a new one takes the place of the oldest. */
    private static final class Ring {
        private final AtomicReferenceArray<@Nullable RequestEntry> entries = new AtomicReferenceArray<>(OF_TENANT);
        private final AtomicLong added = new AtomicLong();

        void add(RequestEntry entry) {
            entries.set((int) (added.getAndIncrement() % OF_TENANT), entry);
        }

        /** An entry whose place is taken but not filled yet is left out. */
        Stream<RequestEntry> latestFirst() {
            long number = added.get();
            return LongStream.rangeClosed(1, Math.min(number, OF_TENANT))
                    .mapToObj(back -> Optional.ofNullable(entries.get((int) ((number - back) % OF_TENANT))))
                    .flatMap(Optional::stream);
        }
    }
}
