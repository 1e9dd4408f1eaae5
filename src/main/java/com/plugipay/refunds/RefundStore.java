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
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Refunds in the database. The amount of a pending refund is reserved in its payment's row by one conditional statement, and
 * the refund's end removes the reservation: no number of concurrent refunds can exceed a payment.
 */
public final class RefundStore {
    /** The refunds that are due for a poll, for claims. */
    public static final DueTable DUE = new DueTable.Layout(
                    "refunds", "id", "next_look_up_at", "look_ups", RefundRow.SELECTED)
            .byProvider(ProviderKind.texts());

    private static final String SELECT = "select " + RefundRow.SELECTED + " from refunds";
    private static final Map<String, String> FILTERS =
            Map.of("status", "status", "paymentId", "payment_id", "chargeId", "payment_id");

    private static final NamedSql FIND =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and id = :id");

    private static final NamedSql FIND_BY_REFERENCE = NamedSql.of(SELECT + " " + """
            where workspace_id = :workspace and mode = :mode and provider = :provider
              and provider_reference = :provider_reference""");

    private static final NamedSql FIND_GIVEN_UP = NamedSql.of("""
            select 1 from refunds
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'pending'
               and next_look_up_at is null""");

    private static final NamedSql UNREFUNDED = NamedSql.of("""
            select amount - amount_refunded - amount_refunding as remaining, amount_refunding as pending from payments
             where workspace_id = :workspace and mode = :mode and id = :payment_id""");

    private static final NamedSql RESERVE = NamedSql.of("""
            update payments set amount_refunding = amount_refunding + :amount
             where workspace_id = :workspace and mode = :mode and id = :payment_id
               and status in ('succeeded', 'partially_refunded')
               and amount - amount_refunded - amount_refunding >= :amount
            returning id""");

    /** Ends the claim of a poll too, because it may find nothing before the refund is sent once more. */
    private static final NamedSql RESUME = NamedSql.of("""
            update refunds
               set next_look_up_at = :next_look_up_at, claimed_by = null, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'pending'
            returning %s""".formatted(UpdatedAt.SQL, RefundRow.SELECTED));

    /** The conditions of a {@link RefundCondition}, after others. */
    private static final String CONDITION = """
               and status = 'pending'
               and (:updated_at_before::timestamptz is null or updated_at = :updated_at_before::timestamptz)
               and (not :given_up or next_look_up_at is null)
            """;

    /** Only a reference that is new is a change of the refund. */
    private static final NamedSql SCHEDULE_POLL =
            NamedSql.of("""
            update refunds
               set provider_reference = coalesce(:provider_reference, provider_reference), uncertain = :uncertain,
                   look_ups = look_ups + 1, next_look_up_at = :next_look_up_at, last_error = null, claimed_by = null,
                   updated_at = case
                       when :provider_reference = provider_reference or :provider_reference is null then updated_at
                       else %s end
             where workspace_id = :workspace and mode = :mode and id = :id
            """.formatted(UpdatedAt.sql(":updated_at", "updated_at")) + CONDITION);

    /** Locks a pending refund; before its payment, so that two concurrent ends cannot deadlock. */
    private static final NamedSql LOCK_PENDING = NamedSql.of("""
            select id from refunds
             where workspace_id = :workspace and mode = :mode and id = :id and updated_at < :updated_at
            """ + CONDITION + "   for update");

    private static final NamedSql UPDATE_PAYMENT_OF_PENDING =
            NamedSql.of(PaymentRow.UPDATE + "   and exists (select 1 from pending)\nreturning id");

    private static final NamedSql END = NamedSql.of("""
            update refunds
               set status = :status, failure_code = :failure_code, failure_message = :failure_message,
                   provider_reference = coalesce(:provider_reference, provider_reference), uncertain = false,
                   next_look_up_at = null, last_error = null, claimed_by = null, updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'pending'
               and exists (select 1 from changed)""");

    private static final NamedSql UPDATE_PAYMENT = NamedSql.of(PaymentRow.UPDATE + "returning id");

    private final Database database;

    /** Whether the amount of a new refund is reserved. */
    enum ReserveResult {
        RESERVED,
        TOO_LITTLE_REMAINS
    }

    /** Whether a decision was written. */
    enum WriteResult {
        WRITTEN,
        /** The refund or the payment is no longer what the decision was made on. */
        CHANGED_MEANWHILE;

        private static WriteResult of(boolean changed) {
            return changed ? WRITTEN : CHANGED_MEANWHILE;
        }
    }

    /**
     * The part of a payment that is not refunded, in minor units.
     *
     * @param remaining the amount that can be refunded
     * @param pending the amount of pending refunds
     */
    record Unrefunded(long remaining, long pending) {
        static final Unrefunded NOTHING = new Unrefunded(0, 0);
    }

    public RefundStore(Database database) {
        this.database = database;
    }

    Future<Optional<Refund>> find(Tenant tenant, String id) {
        return database.pointQueries().one(FIND, Values.of(tenant).and("id", id), RefundRow::read);
    }

    /** Finds a refund by the provider's own id. */
    Future<Optional<Refund>> byReference(Tenant tenant, ProviderKind provider, String reference) {
        return database.one(
                FIND_BY_REFERENCE,
                Values.of(tenant).and("provider", provider.text()).and("provider_reference", reference),
                RefundRow::read);
    }

    Future<Page<Refund>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, FILTERS);
        return database.many(SELECT + query.where(), query.parameters(), RefundRow::read)
                .map(found -> Page.of(listing, found));
    }

    /** Whether a refund is pending and its provider is not polled about it any more. */
    Future<Boolean> isGivenUp(Tenant tenant, String id) {
        return database.one(FIND_GIVEN_UP, Values.of(tenant).and("id", id), row -> true)
                .map(Optional::isPresent);
    }

    /** The amount of a payment that is neither refunded nor reserved for pending refunds, in minor units. */
    Future<Long> remaining(Tenant tenant, String paymentId) {
        return unrefunded(tenant, paymentId).map(Unrefunded::remaining);
    }

    /** The part of a payment that is not refunded, read at one moment; nothing when there is no such payment. */
    Future<Unrefunded> unrefunded(Tenant tenant, String paymentId) {
        return database.one(
                        UNREFUNDED,
                        Values.of(tenant).and("payment_id", paymentId),
                        row -> new Unrefunded(row.getLong("remaining"), row.getLong("pending")))
                .map(found -> found.orElse(Unrefunded.NOTHING));
    }

    /** Reserves the amount of a new refund and inserts the refund, before it is sent to the provider. */
    Future<ReserveResult> reserve(ChangeContext context, Refund refund, Instant firstPollAt) {
        Values values = RefundRow.values(refund, firstPollAt);
        return Write.of(context)
                .step("reserved", RESERVE, values)
                .step("changed", RefundRow.INSERT_RESERVED, values)
                .event(EventType.REFUND_CREATED, refund)
                .reserve(refund.id())
                .run(database)
                .map(changed -> changed ? ReserveResult.RESERVED : ReserveResult.TOO_LITTLE_REMAINS);
    }

    /**
     * Notes that a pending refund is going to be sent once more, so that no request or poll that has read it before can fail
     * it as not made. Returns the refund, or empty when it is not pending.
     */
    Future<Optional<Refund>> resume(ChangeContext context, String id, Instant nextPollAt) {
        Values values = Values.of(context.tenant())
                .and("id", id)
                .and("now", context.now())
                .and("next_look_up_at", nextPollAt);
        return database.one(RESUME, values, RefundRow::read);
    }

    /**
     * Schedules the next poll of a pending refund, and stores its reference.
     *
     * @param uncertain whether it is unknown whether the provider makes the refund
     * @param nextPollAt null to give up
     */
    Future<Void> schedulePoll(
            ChangeContext context,
            Refund refund,
            boolean uncertain,
            @Nullable Instant nextPollAt,
            RefundCondition condition) {
        Values values =
                RefundRow.values(refund, nextPollAt).and("uncertain", uncertain).and(condition.values());
        return database.run(SCHEDULE_POLL, values).mapEmpty();
    }

    /**
     * Writes the end of a pending refund, together with the change of its payment.
     *
     * @param before the payment that this was decided on
     * @param with adds to the write
     */
    Future<WriteResult> end(
            ChangeContext context,
            Refund refund,
            RefundCondition condition,
            Payment before,
            Payment after,
            UnaryOperator<Write> with) {
        return with.apply(ending(context, refund, condition, before, after))
                .run(database)
                .map(WriteResult::of);
    }

    /** The write of the end of a pending refund, see {@link #end}. */
    Write ending(ChangeContext context, Refund refund, RefundCondition condition, Payment before, Payment after) {
        Values values = RefundRow.values(refund, null).and(condition.values());
        Values payment = PaymentRow.changing(before, after).and("no_longer_refunding", refund.amount());
        Write write = Write.of(context)
                .step("pending", LOCK_PENDING, values)
                .step("changed", UPDATE_PAYMENT_OF_PENDING, payment)
                .step("refund", END, values);
        return withEvents(write, refund, after);
    }

    /**
     * Inserts a refund that Plugipay has not made and that has succeeded already, together with the change of its payment.
     *
     * @param pending the refund as it would have begun, for its first event
     */
    Future<WriteResult> insertSucceeded(
            ChangeContext context, Refund pending, Refund refund, Payment before, Payment after) {
        Write write = Write.of(context)
                .step("changed", UPDATE_PAYMENT, PaymentRow.changing(before, after))
                .step("refund", RefundRow.INSERT_SUCCEEDED, RefundRow.values(refund, null))
                .refusing(
                        "refunds_reference_key", () -> ErrorCode.CONFLICT.withMessage("This refund is known already."))
                // Pending refunds have reserved its amount. When they have ended, the report of this one is handled
                // again.
                .refusing("payments_amount_refunding", ErrorCode.AMOUNT_NOT_REFUNDABLE::exception)
                .event(EventType.REFUND_CREATED, pending);
        return withEvents(write, refund, after).run(database).map(WriteResult::of);
    }

    private static Write withEvents(Write write, Refund refund, Payment after) {
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
