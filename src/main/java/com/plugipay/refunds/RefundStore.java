package com.plugipay.refunds;

import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Write;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentRow;
import com.plugipay.providers.ProviderKind;
import com.plugipay.work.DueTable;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Refunds in the database. What is on its way is reserved in the payment's row by one conditional statement, and leaves it
 * together with the refund's end: no number of refunds at once can exceed a payment.
 */
public final class RefundStore {
    /** Refunds whose provider is to be asked, as claims find them. */
    public static final DueTable DUE = new DueTable.Layout(
                    "refunds", "id", "next_look_up_at", "look_ups", RefundRow.SELECTED)
            .byProvider(ProviderKind.texts());

    private static final String SELECT = "select " + RefundRow.SELECTED + " from refunds";
    private static final String FIND = SELECT + " where workspace_id = $1 and mode = $2 and id = $3";
    private static final String BY_REFERENCE =
            SELECT + " where workspace_id = $1 and mode = $2 and provider = $3 and provider_reference = $4";
    private static final NamedSql GIVEN_UP = NamedSql.of("""
            select 1 from refunds
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'pending'
               and next_look_up_at is null""");
    private static final String LEFT = """
            select amount - amount_refunded - amount_refunding as remaining, amount_refunding as refunding from payments
             where workspace_id = $1 and mode = $2 and id = $3""";
    private static final NamedSql RESERVE = NamedSql.of("""
            update payments set amount_refunding = amount_refunding + :amount
             where workspace_id = :workspace and mode = :mode and id = :payment_id
               and status in ('succeeded', 'partially_refunded')
               and amount - amount_refunded - amount_refunding >= :amount
            returning id""");

    /** {@link RefundCondition}, after other conditions. */
    private static final String CONDITION = """
               and status = 'pending'
               and (:updated_at_before::timestamptz is null or updated_at = :updated_at_before::timestamptz)
               and (not :given_up or next_look_up_at is null)
            """;

    /** Locks a pending refund; before its payment, so that no two ends wait for each other. */
    private static final NamedSql PENDING = NamedSql.of("""
            select id from refunds
             where workspace_id = :workspace and mode = :mode and id = :id and updated_at < :updated_at
            """ + CONDITION + "   for update");

    /** The payment is the lock, as long as the refund is still pending. */
    private static final NamedSql PAYMENT_OF_PENDING = NamedSql.of(PaymentRow.UPDATE + """
               and exists (select 1 from pending)
            returning id""");

    private static final NamedSql END = NamedSql.of("""
            update refunds
               set status = :status, failure_code = :failure_code, failure_message = :failure_message,
                   provider_reference = coalesce(:provider_reference, provider_reference), uncertain = false,
                   next_look_up_at = null, last_error = null, claimed_by = null, updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'pending'
               and exists (select 1 from changed)""");

    private static final NamedSql PAYMENT_OF_LEARNED = NamedSql.of(PaymentRow.UPDATE + "returning id");
    private static final NamedSql NOTE =
            NamedSql.of("""
            update refunds
               set provider_reference = coalesce(:provider_reference, provider_reference), uncertain = :uncertain,
                   look_ups = look_ups + 1, next_look_up_at = :next_look_up_at, last_error = null, claimed_by = null,
                   updated_at = case
                       when :provider_reference = provider_reference or :provider_reference is null then updated_at
                       else %s end
             where workspace_id = :workspace and mode = :mode and id = :id
            """.formatted(UpdatedAt.sql(":updated_at", "updated_at")) + CONDITION);

    /** Also ends the claim of a worker: what it finds out was so before the provider is asked again. */
    private static final NamedSql RESUME = NamedSql.of("""
            update refunds
               set next_look_up_at = :next_look_up_at, claimed_by = null, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'pending'
            returning %s""".formatted(UpdatedAt.NAMED, RefundRow.SELECTED));

    private static final Map<String, String> FILTERS =
            Map.of("status", "status", "paymentId", "payment_id", "chargeId", "payment_id");

    private final Database database;

    /**
     * What of a payment is not back, in minor units.
     *
     * @param remaining what could be refunded
     * @param refunding what is on its way
     */
    record Left(long remaining, long refunding) {
        static final Left NOTHING = new Left(0, 0);
    }

    public RefundStore(Database database) {
        this.database = database;
    }

    Future<Optional<Refund>> find(Tenant tenant, String id) {
        return database.one(FIND, Tuple.of(tenant.workspaceId(), tenant.mode().text(), id), RefundRow::read);
    }

    /** Whether a refund is pending and its provider is not asked about it any more. */
    Future<Boolean> isGivenUp(Tenant tenant, String id) {
        return database.one(GIVEN_UP, Values.of(tenant).and("id", id), row -> true)
                .map(Optional::isPresent);
    }

    /** By the provider's own id. */
    Future<Optional<Refund>> byReference(Tenant tenant, ProviderKind provider, String reference) {
        return database.one(
                BY_REFERENCE,
                Tuple.of(tenant.workspaceId(), tenant.mode().text(), provider.text(), reference),
                RefundRow::read);
    }

    Future<Page<Refund>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, FILTERS);
        return database.many(SELECT + query.where(), query.parameters(), RefundRow::read)
                .map(found -> Page.of(listing, found));
    }

    /** What of a payment is neither back nor on its way back, in minor units. */
    Future<Long> remaining(Tenant tenant, String paymentId) {
        return left(tenant, paymentId).map(Left::remaining);
    }

    /** What of a payment is not back yet, read at one moment; nothing when there is no such payment. */
    Future<Left> left(Tenant tenant, String paymentId) {
        return database.one(
                        LEFT,
                        Tuple.of(tenant.workspaceId(), tenant.mode().text(), paymentId),
                        row -> new Left(row.getLong("remaining"), row.getLong("refunding")))
                .map(found -> found.orElse(Left.NOTHING));
    }

    /** Reserves the money and writes down that it is going to be sent; false when that much does not remain. */
    Future<Boolean> intend(ChangeContext origin, Refund refund, Instant firstLookUp) {
        Values values = RefundRow.values(refund, firstLookUp);
        return Write.of(origin)
                .step("reserved", RESERVE, values)
                .step("changed", RefundRow.INSERT_RESERVED, values)
                .event(EventType.REFUND_CREATED, refund)
                .reserve(refund.id())
                .run(database);
    }

    /**
     * Notes that the provider is going to be asked once more for a pending refund: whoever has read the refund before cannot
     * end it any more as not done. Empty when the refund is not pending.
     */
    Future<Optional<Refund>> resume(ChangeContext context, String id, Instant firstLookUp) {
        Values values = Values.of(context.tenant())
                .and("id", id)
                .and("now", context.now())
                .and("next_look_up_at", firstLookUp);
        return database.one(RESUME, values, RefundRow::read);
    }

    /** The provider works on it, or its answer is not known: when it is asked next. */
    Future<Void> note(
            ChangeContext context,
            Refund refund,
            boolean uncertain,
            @Nullable Instant nextLookUpAt,
            RefundCondition condition) {
        Values values = Values.of(context.tenant())
                .and("id", refund.id())
                .and("provider_reference", refund.providerReference())
                .and("next_look_up_at", nextLookUpAt)
                .and("updated_at", refund.updatedAt())
                .and("uncertain", uncertain)
                .and(condition.values());
        return database.run(NOTE, values).mapEmpty();
    }

    /**
     * The end of a pending refund, together with what it makes of its payment; false when somebody was faster.
     *
     * @param before the payment that this was decided on: it is the lock, as long as the refund is still pending
     * @param with what else is written
     */
    Future<Boolean> end(
            ChangeContext context,
            Refund refund,
            RefundCondition condition,
            Payment before,
            Payment after,
            UnaryOperator<Write> with) {
        return with.apply(ending(context, refund, condition, before, after)).run(database);
    }

    /** The write that {@link #end} runs. */
    Write ending(ChangeContext context, Refund refund, RefundCondition condition, Payment before, Payment after) {
        Values ended = RefundRow.values(refund, null).and(condition.values());
        Values payment = PaymentRow.changing(before, after).and("no_longer_refunding", refund.amount());
        Write write = Write.of(context)
                .step("pending", PENDING, ended)
                .step("changed", PAYMENT_OF_PENDING, payment)
                .step("refund", END, ended);
        return told(write, refund, after);
    }

    /** A refund that was made without us: it is there, as it began, and done at once; false when somebody was faster. */
    Future<Boolean> learn(ChangeContext origin, Refund begun, Refund refund, Payment before, Payment after) {
        Write write = Write.of(origin)
                .step("changed", PAYMENT_OF_LEARNED, PaymentRow.changing(before, after))
                .step("refund", RefundRow.INSERT_LEARNED, RefundRow.values(refund, null))
                .refusing(
                        "refunds_reference_key", () -> ErrorCode.CONFLICT.withMessage("This refund is known already."))
                // What is on its way takes the room: told again when it has ended, this one is booked, or too much.
                .refusing("payments_amount_refunding", ErrorCode.AMOUNT_NOT_REFUNDABLE::exception);
        return told(write.event(EventType.REFUND_CREATED, begun), refund, after).run(database);
    }

    private static Write told(Write write, Refund refund, Payment after) {
        if (refund.status() == Refund.Status.FAILED) {
            return write.event(EventType.REFUND_FAILED, refund);
        }
        return write.event(EventType.REFUND_SUCCEEDED, refund)
                .event(
                        after.status() == Payment.Status.REFUNDED
                                ? EventType.PAYMENT_REFUNDED
                                : EventType.PAYMENT_PARTIALLY_REFUNDED,
                        after);
    }
}
