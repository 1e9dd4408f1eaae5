package com.plugipay.billing.dunning;

import com.plugipay.billing.collection.CollectionTry;
import com.plugipay.billing.collection.CollectionTryRow;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries to collect invoices that live on test clocks, in the database. */
final class CollectionClockStore {
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

    CollectionClockStore(Database database) {
        this.database = database;
    }

    /** When one is due next; empty if none is. */
    Future<Optional<Instant>> nextDue(Tenant tenant, String clockId) {
        return database.one(
                        NEXT,
                        Values.of(tenant).and("clock", clockId),
                        row -> Optional.ofNullable(Columns.instant(row, "due_at")))
                .map(found -> found.flatMap(due -> due));
    }

    /** Some of those that are due at that time, the longest due first. */
    Future<List<CollectionTry>> due(Tenant tenant, String clockId, Instant time) {
        Values values = Values.of(tenant).and("clock", clockId).and("time", time);
        return database.many(DUE, values, CollectionTryRow::read);
    }

    /** Sets when one is due that was due at that time; null for never. */
    Future<?> reschedule(Tenant tenant, String id, Instant time, @Nullable Instant dueAt) {
        return database.run(
                RESCHEDULE, Values.of(tenant).and("id", id).and("time", time).and("due_at", dueAt));
    }
}
