package com.plugipay.billing.dunning;

import com.plugipay.billing.collection.CollectionTry;
import com.plugipay.billing.collection.CollectionTryRow;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.GroupCommit;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Statements;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.work.DueTable;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries to collect invoices in the database. The first of an invoice is written with it, failures by a settlement. */
final class CollectionStore {
    /** Where claims find tries that are due in real time. */
    static final DueTable DUE =
            new DueTable.Layout("collection_tries", "id", "due_at", "tries", CollectionTryRow.SELECTED).together();

    private static final String SELECT = "select " + CollectionTryRow.SELECTED + " from collection_tries";
    private static final NamedSql FIND =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and id = :id");
    private static final NamedSql FIND_BY_NUMBER = NamedSql.of(SELECT + """

             where workspace_id = :workspace and mode = :mode and invoice_id = :invoice_id and number = :number""");

    private static final NamedSql LAST_PAID = NamedSql.of("""
            select succeeded_at from payments
             where workspace_id = :workspace and mode = :mode and customer_id = :customer_id and succeeded_at is not null
             order by id desc limit 1""");

    private static final NamedSql NEXT_ON_CLOCK = NamedSql.of("""
            select min(clock_due_at) as due_at from collection_tries
             where workspace_id = :workspace and mode = :mode and test_clock_id = :clock""");

    private static final NamedSql DUE_ON_CLOCK = NamedSql.of(SELECT + """

             where workspace_id = :workspace and mode = :mode and test_clock_id = :clock and clock_due_at <= :time
             order by clock_due_at, id limit :most""");

    private static final NamedSql RESCHEDULE_ON_CLOCK = NamedSql.of("""
            update collection_tries set clock_due_at = :due_at
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'scheduled'
               and clock_due_at <= :time""");

    private final Database database;

    /** For tries that end together. */
    private final Statements grouped;

    CollectionStore(Database database) {
        this.database = database;
        this.grouped = new GroupCommit(database);
    }

    Future<Optional<CollectionTry>> find(Tenant tenant, String id) {
        return database.one(FIND, Values.of(tenant).and("id", id), CollectionTryRow::read);
    }

    /** The try of an invoice with this number. */
    Future<Optional<CollectionTry>> find(Tenant tenant, String invoiceId, int number) {
        Values values = Values.of(tenant).and("invoice_id", invoiceId).and("number", number);
        return database.one(FIND_BY_NUMBER, values, CollectionTryRow::read);
    }

    /** Adds to the start of an attempt that the try charges by it. */
    static Write charging(Write write, CollectionTry of, String attemptId) {
        return write.step("collection_try", CollectionTryRow.BEGIN, CollectionTryRow.values(of.charging(attemptId)));
    }

    /** Has a try charge anew, because its charge was certainly not made. */
    Future<Boolean> forget(ChangeContext context, CollectionTry of) {
        return Write.of(context)
                .step("changed", CollectionTryRow.AGAIN, CollectionTryRow.values(of))
                .audit("collection_try.repeated", of.id(), Map.of("invoiceId", of.invoiceId()))
                .run(database);
    }

    /** Ends a try whose invoice is over. */
    Future<Boolean> end(ChangeContext context, CollectionTry of, CollectionTry.Status status) {
        return Write.of(context)
                .step("changed", CollectionTryRow.END, CollectionTryRow.values(of.over(status, null)))
                .audit("collection_try." + status.text(), of.id(), Map.of("invoiceId", of.invoiceId()))
                .run(grouped);
    }

    /** When a try is due next on a test clock; empty if none is. */
    Future<Optional<Instant>> nextOnClock(Tenant tenant, String clockId) {
        return database.one(
                        NEXT_ON_CLOCK,
                        Values.of(tenant).and("clock", clockId),
                        row -> Optional.ofNullable(Columns.instant(row, "due_at")))
                .map(found -> found.flatMap(due -> due));
    }

    /** Some of the tries that are due on a test clock at that time, the longest due first. */
    Future<List<CollectionTry>> dueOnClock(Tenant tenant, String clockId, Instant time, int most) {
        Values values =
                Values.of(tenant).and("clock", clockId).and("time", time).and("most", most);
        return database.many(DUE_ON_CLOCK, values, CollectionTryRow::read);
    }

    /**
     * Sets when a try is due that was due at that time; gives whether it could, for none whose charge is under way.
     *
     * @param dueAt null when nothing more is to be done
     */
    Future<Boolean> rescheduleOnClock(Tenant tenant, String id, Instant time, @Nullable Instant dueAt) {
        Values values = Values.of(tenant).and("id", id).and("time", time).and("due_at", dueAt);
        return database.run(RESCHEDULE_ON_CLOCK, values).map(changed -> changed.rowCount() > 0);
    }

    /** When the customer last paid; empty when that has never been. */
    Future<Optional<Instant>> lastPaid(Tenant tenant, String customerId) {
        return database.one(
                LAST_PAID,
                Values.of(tenant).and("customer_id", customerId),
                row -> Columns.moment(row, "succeeded_at"));
    }
}
