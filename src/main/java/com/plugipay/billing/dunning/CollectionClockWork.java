package com.plugipay.billing.dunning;

import com.plugipay.async.Rounds;
import com.plugipay.billing.clocks.ClockWork;
import com.plugipay.billing.collection.CollectionTry;
import com.plugipay.billing.collection.CollectionTryRow;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import com.plugipay.work.WorkResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The collection of invoices on test clocks, one after the other. */
final class CollectionClockWork implements ClockWork {
    /** A charge whose outcome the provider does not know yet is looked at again after so long on the clock. */
    private static final Duration UNDECIDED = Duration.ofHours(1);

    private static final NamedSql NEXT = NamedSql.of("""
            select min(clock_due_at) as due_at from collection_tries
             where workspace_id = :workspace and mode = :mode and test_clock_id = :clock""");

    private static final NamedSql DUE = NamedSql.of("select " + CollectionTryRow.SELECTED + """

              from collection_tries
             where workspace_id = :workspace and mode = :mode and test_clock_id = :clock and clock_due_at <= :time
             order by clock_due_at, id limit 50""");

    private static final NamedSql RESCHEDULE = NamedSql.of("""
            update collection_tries set clock_due_at = :due_at
             where workspace_id = :workspace and mode = :mode and id = :id and clock_due_at <= :time""");

    private final Database database;
    private final InvoiceCollection collection;

    CollectionClockWork(Database database, InvoiceCollection collection) {
        this.database = database;
        this.collection = collection;
    }

    @Override
    public Future<Optional<Instant>> nextDue(Tenant tenant, String clockId) {
        return database.one(
                        NEXT,
                        Values.of(tenant).and("clock", clockId),
                        row -> Optional.ofNullable(Columns.instant(row, "due_at")))
                .map(found -> found.flatMap(due -> due));
    }

    @Override
    public Future<?> run(Tenant tenant, String clockId, Instant time) {
        return database.many(
                        DUE, Values.of(tenant).and("clock", clockId).and("time", time), CollectionTryRow::read)
                .compose(due -> {
                    Deque<CollectionTry> waiting = new ArrayDeque<>(due);
                    return Rounds.until(() -> {
                        CollectionTry next = waiting.poll();
                        return next == null
                                ? Future.succeededFuture(Optional.of(true))
                                : collect(next, time).map(Optional.empty());
                    });
                });
    }

    /** A try that is over is not due any more; the others are due later. */
    private Future<?> collect(CollectionTry due, Instant time) {
        return collection.run(due, time).compose(result -> {
            Instant at = result instanceof WorkResult.Again again ? again.at() : null;
            Instant later = time.plus(UNDECIDED);
            Instant next = at != null && at.isBefore(later) ? later : at;
            return database.run(
                    RESCHEDULE,
                    Values.of(due.tenant()).and("id", due.id()).and("time", time).and("due_at", next));
        });
    }
}
