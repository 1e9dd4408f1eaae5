package com.plugipay.payments;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptRow;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Write;
import com.plugipay.providers.manual.AmountDue;
import com.plugipay.providers.manual.UniqueAmountStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Optional;

/** Payments in the database. */
public final class PaymentStore {
    private static final NamedSql CHANGED = NamedSql.of(PaymentRow.UPDATE + "returning id");

    private static final String FIND =
            "select " + PaymentRow.SELECTED + " from payments where workspace_id = $1 and mode = $2 and id = $3";
    private static final String FIND_PUBLIC = "select " + PaymentRow.SELECTED + " from payments where id = $1";
    private static final Map<String, String> FILTERS = Map.of(
            "status", "status",
            "customerId", "customer_id",
            "checkoutSessionId", "checkout_session_id",
            "provider", "provider");

    private final Database database;

    public PaymentStore(Database database) {
        this.database = database;
    }

    /**
     * Writes down that a payment is going to be asked of its provider, with the attempt that does so, and reserves the
     * amount that it asks for when that is new. False when somebody was faster to take the amount.
     */
    Future<Boolean> intend(ChangeContext origin, Payment payment, Attempt attempt, AmountDue due) {
        Write write = Write.of(origin)
                .step("changed", PaymentRow.INSERT, PaymentRow.values(payment))
                .step("attempt", AttemptRow.INSERT, AttemptRow.values(attempt));
        if (due.isNew()) {
            Values reserving = UniqueAmountStore.reserving(due, attempt.currency(), payment.id());
            write.step("reserved", UniqueAmountStore.RESERVE, reserving);
        }
        return write.event(EventType.PAYMENT_PENDING, payment)
                .refusing(
                        "payments_customer_fkey",
                        () -> ErrorCode.VALIDATION_ERROR.forField("customerId", "There is no such customer."))
                .refusing(UniqueAmountStore.TAKEN, ErrorCode.CONFLICT::exception)
                .reserve(payment.id())
                .run(database)
                .recover(failure ->
                        ErrorCode.CONFLICT.is(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure));
    }

    /** Starts the change of a payment that nobody else has changed meanwhile. */
    Write change(ChangeContext origin, Payment before, Payment after, EventType type) {
        return Write.of(origin)
                .step("changed", CHANGED, PaymentRow.changing(before, after))
                .event(type, after);
    }

    public Future<Optional<Payment>> find(Tenant tenant, String id) {
        return database.one(FIND, Tuple.of(tenant.workspaceId(), tenant.mode().text(), id), PaymentRow::read);
    }

    /** By the id alone, for the buyer who comes back, who has nothing else. */
    public Future<Optional<Payment>> findPublic(String id) {
        return database.one(FIND_PUBLIC, Tuple.of(id), PaymentRow::read);
    }

    Future<Page<Payment>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, FILTERS);
        return database.many(
                        "select " + PaymentRow.SELECTED + " from payments" + query.where(),
                        query.parameters(),
                        PaymentRow::read)
                .map(found -> Page.of(listing, found));
    }
}
