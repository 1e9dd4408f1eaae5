package com.plugipay.billing.dunning;

import com.plugipay.billing.collection.CollectionTry;
import com.plugipay.billing.collection.CollectionTryRow;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.work.DueTable;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Tries to collect invoices in the database. The first of an invoice is written with it, failures by a settlement. */
final class CollectionStore {
    /** Where claims find tries that are due in real time. */
    static final DueTable DUE =
            new DueTable.Layout("collection_tries", "id", "due_at", "tries", CollectionTryRow.SELECTED).together();

    private static final NamedSql LAST_PAID = NamedSql.of("""
            select succeeded_at from payments
             where workspace_id = :workspace and mode = :mode and customer_id = :customer_id and succeeded_at is not null
             order by id desc limit 1""");

    private final Database database;

    CollectionStore(Database database) {
        this.database = database;
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
                .run(database);
    }

    /** When the customer last paid; empty when that has never been. */
    Future<Optional<Instant>> lastPaid(Tenant tenant, String customerId) {
        return database.one(
                LAST_PAID,
                Values.of(tenant).and("customer_id", customerId),
                row -> Columns.moment(row, "succeeded_at"));
    }
}
