package com.plugipay.work;

import com.plugipay.db.Batch;
import com.plugipay.db.Database;
import com.plugipay.db.Statements;
import com.plugipay.db.Values;
import com.plugipay.work.DueWork.Ended;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows that this node claims. Claims carry the number of the node's start: a start releases the claims of earlier starts
 * of the same name that have ended, and its own claims when it stops.
 */
public final class Claims {
    /** How far leases may reach into the future, in leases: more than one, because the clocks of nodes differ. */
    private static final int LONGEST_LEASES = 2;

    private final Database database;
    private final NodeStart start;
    private final InstantSource clock;
    private List<Claimable> claimables = List.of();

    public Claims(Database database, String nodeName, InstantSource clock) {
        this.database = database;
        this.start = new NodeStart(database, nodeName);
        this.clock = clock;
    }

    /**
     * Releases the claims of earlier starts; to be called before the first claim.
     *
     * @param tables everything that nodes claim
     */
    public Future<Void> begin(List<Claimable> tables) {
        claimables = List.copyOf(tables);
        return start.begin(this::release);
    }

    /** Releases what is still claimed; to be called after the last claim. */
    public Future<Void> end() {
        return release(database, List.of(number())).compose(released -> start.end());
    }

    /** The number that claims carry; 0 before the start. */
    public int number() {
        return start.number();
    }

    /**
     * Claims some of the rows that are due, the longest due first.
     *
     * @param provider whose rows are claimed; null for all
     * @param busy workspaces whose rows are not claimed
     */
    public <T> Future<List<Claimed<T>>> claim(
            DueTable table,
            @Nullable String provider,
            Instant now,
            int most,
            Set<String> busy,
            Function<Row, T> reading) {
        Instant leasedUntil = now.plus(DueWork.LEASE);
        Values values = Values.none()
                .and("now", now)
                .and("leased_until", leasedUntil)
                .and("most", most)
                .and("node", number())
                .and("busy", busy.toArray(String[]::new))
                .and("provider", provider);
        return database.many(table.claim(), values, row -> Claimed.of(row, table.tries(), leasedUntil, reading));
    }

    /**
     * Writes the results of claimed rows, those with the same result in one statement. A result of a claim that is over, because
     * the row was changed or claimed again, writes nothing.
     *
     * @param provider as they were claimed
     */
    public <T> Future<?> end(DueTable table, @Nullable String provider, List<Ended<Claimed<T>>> ended, Instant now) {
        Map<WorkResult, List<Claimed<T>>> results = ended.stream()
                .collect(Collectors.groupingBy(Ended::result, Collectors.mapping(Ended::item, Collectors.toList())));
        return Future.join(results.entrySet().stream()
                .map(result -> end(table, provider, result.getKey(), result.getValue(), now))
                .toList());
    }

    private <T> Future<?> end(
            DueTable table, @Nullable String provider, WorkResult result, List<Claimed<T>> rows, Instant now) {
        boolean isDone = result instanceof WorkResult.Done;
        Values values = Batch.of(rows)
                .tenants(Claimed::tenant)
                .texts("keys", row -> row.row().getString(table.key()))
                .integers("tries", Claimed::tries)
                .times("leases", Claimed::leasedUntil)
                .values()
                .and("node", number())
                .and("due_at", result instanceof WorkResult.Again again ? again.at() : null)
                .and(
                        "error",
                        switch (result) {
                            case WorkResult.Done over -> null;
                            case WorkResult.Again again -> again.error();
                            case WorkResult.GivenUp given -> given.reason();
                        })
                .and("added_tries", isDone || table.recordsEnd() ? 0 : 1)
                .and("done_at", isDone ? now : null)
                .and("provider", provider);
        return database.run(table.end(), values);
    }

    private Future<Void> release(Statements statements, List<Integer> numbers) {
        Instant now = clock.instant();
        Values values = Values.none()
                .and("numbers", numbers.toArray(Integer[]::new))
                .and("now", now)
                .and("latest", now.plus(DueWork.LEASE.multipliedBy(LONGEST_LEASES)));
        return numbers.isEmpty()
                ? Future.succeededFuture()
                : Future.join(claimables.stream()
                                .map(claimable -> statements.run(claimable.release(), values))
                                .toList())
                        .mapEmpty();
    }
}
