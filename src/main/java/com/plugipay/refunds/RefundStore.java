package com.plugipay.refunds;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.http.Listing;
import com.plugipay.http.Page;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Origin;
import com.plugipay.outbox.Write;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentRow;
import com.plugipay.problems.Problem;
import com.plugipay.providers.ProviderKind;
import com.plugipay.work.DueTable;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    private static final int FIRST = 4;

    private static final String SELECT = "select " + RefundRow.SELECTED + " from refunds";
    private static final String FIND = SELECT + " where workspace_id = $1 and mode = $2 and id = $3";
    private static final String BY_REFERENCE =
            SELECT + " where workspace_id = $1 and mode = $2 and provider = $3 and provider_reference = $4";
    private static final String LEFT = """
            select amount - amount_refunded - amount_refunding as remaining, amount_refunding as refunding from payments
             where workspace_id = $1 and mode = $2 and id = $3""";
    private static final String RESERVE = """
            reserved as (
                update payments set amount_refunding = amount_refunding + $7
                 where workspace_id = $1 and mode = $2 and id = $5
                   and status in ('succeeded', 'partially_refunded')
                   and amount - amount_refunded - amount_refunding >= $7
                returning id),
            changed as (%s)""".formatted(RefundRow.insert(FIRST, "from reserved"));
    private static final String NOTE = """
            update refunds
               set provider_reference = coalesce($4, provider_reference), uncertain = $5, look_ups = look_ups + 1,
                   next_look_up_at = $6, last_error = null, claimed_by = null,
                   updated_at = case when $4 = provider_reference or $4 is null then updated_at else %s end
             where workspace_id = $1 and mode = $2 and id = $3 and status = 'pending'""".formatted(UpdatedAt.sql("$7", "updated_at"));
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
    Future<Boolean> intend(Origin origin, Refund refund, Instant firstLookUp) {
        return Write.of(
                        origin,
                        RESERVE,
                        RefundRow.inserting(refund, firstLookUp).toArray())
                .event(EventType.REFUND_CREATED, refund)
                .intends(refund.id())
                .run(database);
    }

    /** The provider works on it, or its answer is not known: when it is asked next. */
    Future<Void> note(Origin origin, Refund refund, boolean uncertain, @Nullable Instant nextLookUpAt) {
        return database.run(
                        NOTE,
                        Tuple.of(
                                        origin.tenant().workspaceId(),
                                        origin.tenant().mode().text(),
                                        refund.id(),
                                        refund.providerReference())
                                .addValue(uncertain)
                                .addValue(Columns.time(nextLookUpAt))
                                .addValue(Columns.time(refund.updatedAt())))
                .mapEmpty();
    }

    /**
     * The end of a pending refund, together with what it makes of its payment; false when somebody was faster.
     *
     * @param before the payment that this was decided on: it is the lock, as long as the refund is still pending
     * @param with what else is written
     */
    Future<Boolean> end(Origin origin, Refund refund, Payment before, Payment after, UnaryOperator<Write> with) {
        List<@Nullable Object> parameters = changed(before, after);
        int first = FIRST + parameters.size();
        parameters.add(refund.status().text());
        parameters.add(refund.failureCode());
        parameters.add(refund.failureMessage());
        parameters.add(refund.providerReference());
        parameters.add(refund.id());
        parameters.add(refund.amount());
        parameters.add(Columns.time(refund.updatedAt()));
        String sql = """
                changed as (
                    %1$s and exists (
                        select 1 from refunds r
                         where r.workspace_id = $1 and r.mode = $2 and r.id = $%6$d and r.status = 'pending'
                           and r.updated_at < $%7$d)
                    returning id),
                refund as (
                    update refunds set status = $%2$d, failure_code = $%3$d, failure_message = $%4$d,
                           provider_reference = coalesce($%5$d, provider_reference), uncertain = false, next_look_up_at = null,
                           last_error = null, claimed_by = null, updated_at = $%7$d
                     where workspace_id = $1 and mode = $2 and id = $%6$d and status = 'pending'
                       and exists (select 1 from changed))""".formatted(
                        PaymentRow.update(FIRST, "amount_refunding = amount_refunding - $" + (first + 5)),
                        first,
                        first + 1,
                        first + 2,
                        first + 3,
                        first + 4,
                        first + 6);
        return with.apply(told(Write.of(origin, sql, parameters.toArray()), refund, after))
                .run(database);
    }

    /** A refund that was made without us: it is there, as it began, and done at once; false when somebody was faster. */
    Future<Boolean> learn(Origin origin, Refund begun, Refund refund, Payment before, Payment after) {
        List<@Nullable Object> parameters = changed(before, after);
        int first = FIRST + parameters.size();
        parameters.addAll(RefundRow.inserting(refund, null));
        String sql = "changed as (" + PaymentRow.update(FIRST) + " returning id), refund as ("
                + RefundRow.insert(first, "from changed") + ")";
        Write write = Write.of(origin, sql, parameters.toArray())
                .refusing("refunds_reference_key", () -> Problem.CONFLICT.saying("This refund is known already."));
        return told(write.event(EventType.REFUND_CREATED, begun), refund, after).run(database);
    }

    private static List<@Nullable Object> changed(Payment before, Payment after) {
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(before.id());
        parameters.add(Columns.time(before.updatedAt()));
        parameters.addAll(PaymentRow.changing(after));
        return parameters;
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
