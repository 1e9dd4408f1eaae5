package com.plugipay.payments;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptRow;
import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
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
import java.util.Map;
import java.util.Optional;

/** Payments in the database. */
public final class PaymentStore {
    private static final String SELECT = "select " + PaymentRow.SELECTED + " from payments";
    private static final NamedSql FIND =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and id = :id");

    /** In any workspace: a buyer who returns has only the id. */
    private static final NamedSql FIND_PUBLIC =
            NamedSql.of(SELECT + " where id = :id and " + ExistingWorkspaces.only("workspace_id"));

    private static final NamedSql UPDATE = NamedSql.of(PaymentRow.UPDATE + "returning id");
    private static final Map<String, String> FILTERS = Map.of(
            "status", "status",
            "customerId", "customer_id",
            "checkoutSessionId", "checkout_session_id",
            "provider", "provider");

    private final Database database;

    /** Whether a new payment was inserted. */
    enum InsertResult {
        INSERTED,
        /** Another payment has reserved the amount. */
        AMOUNT_TAKEN
    }

    public PaymentStore(Database database) {
        this.database = database;
    }

    /**
     * Inserts a new payment and its attempt before the provider gets the charge, and reserves the amount due when it is not
     * reserved yet.
     */
    Future<InsertResult> insert(ChangeContext context, Payment payment, Attempt attempt, AmountDue due) {
        Write write = Write.of(context)
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
                .map(InsertResult.INSERTED)
                .recover(failure -> ErrorCode.CONFLICT.is(failure)
                        ? Future.succeededFuture(InsertResult.AMOUNT_TAKEN)
                        : Future.failedFuture(failure));
    }

    /** The write of a change, which does nothing when the payment is no longer as it was before. */
    Write change(ChangeContext context, Payment before, Payment after, EventType type) {
        return Write.of(context)
                .step("changed", UPDATE, PaymentRow.changing(before, after))
                .event(type, after);
    }

    public Future<Optional<Payment>> find(Tenant tenant, String id) {
        return database.pointQueries().one(FIND, Values.of(tenant).and("id", id), PaymentRow::read);
    }

    /** Finds a payment by its id alone, for a buyer who returns from the provider's page. */
    public Future<Optional<Payment>> findPublic(String id) {
        return database.pointQueries().one(FIND_PUBLIC, Values.none().and("id", id), PaymentRow::read);
    }

    Future<Page<Payment>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, FILTERS);
        return database.many(SELECT + query.where(), query.parameters(), PaymentRow::read)
                .map(found -> Page.of(listing, found));
    }
}
