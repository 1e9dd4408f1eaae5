package com.plugipay.work;

import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.Statements;
import com.plugipay.work.DueWork.Ended;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What this node has claimed. Claims carry the number of the node's start: what a start of the same name has left behind that
 * is no more, this one takes back, and what it holds itself when it stops, it gives back.
 */
public final class Claims {
    /** Clocks of nodes differ a little. */
    private static final int LEASES_LOOKED_AT = 2;

    private final Database database;
    private final NodeStart start;
    private final InstantSource clock;
    private List<Claimable> claimed = List.of();

    public Claims(Database database, String nodeName, InstantSource clock) {
        this.database = database;
        this.start = new NodeStart(database, nodeName);
        this.clock = clock;
    }

    /**
     * Before anything is claimed: takes back what is left of earlier starts.
     *
     * @param tables all whose rows nodes claim
     */
    public Future<Void> begin(List<Claimable> tables) {
        claimed = List.copyOf(tables);
        return start.begin(this::giveBack);
    }

    /** After the last claim: gives back what is still claimed. */
    public Future<Void> end() {
        return giveBack(database, List.of(number())).compose(given -> start.end());
    }

    /** What claims carry; 0 before the start. */
    public int number() {
        return start.number();
    }

    /**
     * Claims some of the rows that are due, the longest due first; of one provider, or of all.
     *
     * @param busy workspaces whose rows are left where they are
     */
    public <T> Future<List<Claimed<T>>> claim(
            DueTable table,
            @Nullable String provider,
            Instant now,
            int most,
            Set<String> busy,
            Function<Row, T> reading) {
        Tuple parameters = Tuple.of(Columns.time(now), Columns.time(now.plus(DueWork.LEASE)), most, number())
                .addValue(busy.toArray(String[]::new));
        return database.many(
                table.claim(),
                provider == null ? parameters : parameters.addValue(provider),
                row -> Claimed.of(row, table.tries(), reading));
    }

    /**
     * Writes down what became of claimed rows, all that have come to the same by one statement.
     *
     * @param provider as they were claimed
     */
    public <T> Future<?> end(DueTable table, @Nullable String provider, List<Ended<Claimed<T>>> ended, Instant now) {
        Map<WorkResult, List<Claimed<T>>> results = ended.stream()
                .collect(Collectors.groupingBy(Ended::result, Collectors.mapping(Ended::item, Collectors.toList())));
        return Future.join(results.entrySet().stream()
                .map(each -> end(table, provider, each.getKey(), each.getValue(), now))
                .toList());
    }

    private <T> Future<?> end(
            DueTable table, @Nullable String provider, WorkResult result, List<Claimed<T>> rows, Instant now) {
        boolean isDone = result instanceof WorkResult.Done;
        Batch<Claimed<T>> parameters = Batch.of(rows)
                .texts(row -> row.tenant().workspaceId())
                .texts(row -> row.tenant().mode().text())
                .texts(row -> row.row().getString(table.key()))
                .integers(Claimed::tries);
        Tuple all = parameters
                .parameters()
                .addValue(number())
                .addValue(result instanceof WorkResult.Again again ? Columns.time(again.at()) : null)
                .addValue(
                        switch (result) {
                            case WorkResult.Done done -> null;
                            case WorkResult.Again again -> again.error();
                            case WorkResult.GivenUp given -> given.reason();
                        })
                .addValue(isDone || table.notesEnds() ? 0 : 1);
        return database.run(
                table.end(),
                table.notesEnds()
                        ? all.addValue(isDone ? Columns.time(now) : null).addValue(provider)
                        : all);
    }

    private Future<Void> giveBack(Statements statements, List<Integer> numbers) {
        Instant now = clock.instant();
        Tuple parameters = Tuple.of(
                numbers.toArray(Integer[]::new),
                Columns.time(now),
                Columns.time(now.plus(DueWork.LEASE.multipliedBy(LEASES_LOOKED_AT))));
        return numbers.isEmpty()
                ? Future.succeededFuture()
                : Future.join(claimed.stream()
                                .map(each -> statements.run(each.giveBack(), parameters))
                                .toList())
                        .mapEmpty();
    }
}
