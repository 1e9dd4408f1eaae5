package com.plugipay.work;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Work on rows that fall due. A worker claims some, runs them concurrently and writes their results together; any number of
 * nodes share the work. Items of a worker that died are due again after the lease.
 */
public interface DueWork<T> {
    /** For how long a worker holds claimed items: longer than the requests to providers for one item can take. */
    Duration LEASE = Duration.ofMinutes(4);

    /**
     * Claims some of the items that are due, the longest due first.
     *
     * @param busy workspaces with enough running items; theirs are not claimed
     */
    Future<List<T>> claim(Instant now, int most, Set<String> busy);

    /** The id of an item in the log. */
    String id(T item);

    /** The workspace of an item: the items of one workspace do not delay those of others. */
    String workspaceId(T item);

    /** Works on an item. A failure is unexpected: it is logged, and the item is tried again. */
    Future<WorkResult> run(T item, Instant now);

    /** When an item that failed is tried again; null when it is given up. */
    @Nullable
    Instant again(T item, Instant now);

    /** Writes the results of claimed items, except those that another node has claimed or that were changed. */
    Future<?> end(List<Ended<T>> ended, Instant now);

    /** An item and its result. */
    record Ended<T>(T item, WorkResult result) {}
}
