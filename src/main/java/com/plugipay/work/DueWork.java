package com.plugipay.work;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Work whose truth is rows that fall due. A worker claims some, does them side by side and writes down together what became
 * of them; any number of nodes share it. What a worker has died of is due again after the lease.
 */
public interface DueWork<T> {
    /** For how long claimed items are a worker's: longer than the questions that one leads to can take. */
    Duration LEASE = Duration.ofMinutes(4);

    /**
     * Claims some of the items that are due, the longest due first.
     *
     * @param busy workspaces that have enough under way; their items are left where they are
     */
    Future<List<T>> claim(Instant now, int most, Set<String> busy);

    /** What the log calls an item by. */
    String id(T item);

    /** Whose it is: one workspace's items do not hold up the others'. */
    String workspaceId(T item);

    /** Does what is to be done. A failure is what nobody has expected: it is logged, and the item is tried again. */
    Future<WorkResult> run(T item, Instant now);

    /** When an item that failed is tried again; null when it has failed for long enough. */
    @Nullable
    Instant again(T item, Instant now);

    /** Writes down what became of claimed items; nothing of those that somebody else has taken over or changed. */
    Future<?> end(List<Ended<T>> ended, Instant now);

    /** An item and what became of it. */
    record Ended<T>(T item, WorkResult result) {}
}
