package com.plugipay.billing.subscriptions;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.billing.invoices.InvoiceLine;
import com.plugipay.billing.plans.UsageAggregate;
import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.JsonRows;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.json.Json;
import com.plugipay.settlement.SettlementStep;
import io.vertx.sqlclient.Row;
import java.util.List;

/** The columns of a subscription, for every statement that writes or reads one. */
final class SubscriptionRow {
    private static final TypeReference<List<InvoiceLine>> LINES = new TypeReference<>() {};

    private static final String COLUMNS = """
            workspace_id, mode, id, customer_id, plan_id, price_id, quantity, status, start_at, current_period_start,
            current_period_end, trial_end, cancel_at_period_end, cancel_at, canceled_at, canceled_reason, paused_at, resume_at,
            next_price_id, next_quantity, default_payment_token_id, discount_coupon_id, collection_method, days_until_due,
            tax_rate, billing_anchor, time_zone, metadata, created_at, updated_at, paused_from, trial_noticed, billed_amount,
            first_discount, pending_lines, usage_start, usage_aggregate, usage_count, test_clock_id, due_at, clock_due_at,
            tries""";

    private static final JsonRows ROWS = new JsonRows(COLUMNS, "metadata", "pending_lines");

    /** The select list. */
    static final String SELECTED =
            COLUMNS.replace("metadata", "metadata::text").replace("pending_lines", "pending_lines::text");

    /** Makes the subscription of {@code :rows}, if the step {@code numbered} has a row. */
    static final NamedSql INSERT = NamedSql.of("insert into subscriptions (" + COLUMNS + ") select " + COLUMNS + """

              from jsonb_populate_recordset(null::subscriptions, :rows::text::jsonb)
             where workspace_id = :workspace and mode = :mode and exists (select 1 from numbered)
            returning id""");

    /** Locks subscriptions: a row when all of them are as they were read. */
    static final NamedSql LOCK = NamedSql.of("""
            select 1
             where :count::integer = (
                select count(*)
                  from (select s.id
                          from unnest(:ids::text[], :updated_at::timestamptz[], :usage_counts::bigint[])
                                as r (id, updated_at, usage_count)
                          join subscriptions s
                            on s.workspace_id = :workspace and s.mode = :mode and s.id = r.id collate "C"
                           and s.updated_at = r.updated_at and s.usage_count = r.usage_count
                         order by s.id
                           for no key update of s) unchanged)""");

    private static final String UPDATE_ALL = """
            update subscriptions s
               set plan_id = r.plan_id, price_id = r.price_id, quantity = r.quantity, status = r.status,
                   start_at = r.start_at, current_period_start = r.current_period_start,
                   current_period_end = r.current_period_end, trial_end = r.trial_end,
                   cancel_at_period_end = r.cancel_at_period_end, cancel_at = r.cancel_at, canceled_at = r.canceled_at,
                   canceled_reason = r.canceled_reason, paused_at = r.paused_at, resume_at = r.resume_at,
                   next_price_id = r.next_price_id, next_quantity = r.next_quantity,
                   default_payment_token_id = r.default_payment_token_id, collection_method = r.collection_method,
                   days_until_due = r.days_until_due, tax_rate = r.tax_rate, billing_anchor = r.billing_anchor,
                   metadata = r.metadata, updated_at = r.updated_at, paused_from = r.paused_from,
                   trial_noticed = r.trial_noticed, billed_amount = r.billed_amount, first_discount = r.first_discount,
                   pending_lines = r.pending_lines, usage_start = r.usage_start, usage_aggregate = r.usage_aggregate,
                   due_at = r.due_at, clock_due_at = r.clock_due_at, tries = 0, claimed_by = null, last_error = null
              from jsonb_populate_recordset(null::subscriptions, :rows::text::jsonb) r
             where s.workspace_id = :workspace and s.mode = :mode and s.workspace_id = r.workspace_id and s.mode = r.mode
               and s.id = r.id and exists (select 1 from %s)
            returning s.id""";

    /** Changes the subscriptions of {@code :rows}, if the step {@code numbered} has a row; ends their claims. */
    static final NamedSql UPDATE = NamedSql.of(UPDATE_ALL.formatted("numbered"));

    /** The same, if the step {@code changed} has a row. */
    private static final NamedSql SETTLED_UPDATE = NamedSql.of(UPDATE_ALL.formatted("changed"));

    /** Locks a subscription that nobody has changed since it was read. */
    private static final NamedSql LOCK_ONE = NamedSql.of("""
            select id from subscriptions
             where workspace_id = :workspace and mode = :mode and id = :id and updated_at = :updated_at
               and usage_count = :usage_count
               for no key update""");

    private SubscriptionRow() {}

    /** The values of {@link #LOCK}. */
    static Values locking(List<Subscription> read) {
        return Batch.of(read)
                .texts("ids", Subscription::id)
                .times("updated_at", Subscription::updatedAt)
                .longs("usage_counts", each -> each.billing().usageCount())
                .values()
                .and("count", read.size());
    }

    static SettlementStep lock(Subscription read) {
        Values values = Values.of(read.tenant())
                .and("id", read.id())
                .and("updated_at", read.updatedAt())
                .and("usage_count", read.billing().usageCount());
        return new SettlementStep("subscription_as_read", LOCK_ONE, values);
    }

    static SettlementStep settledUpdate(Subscription after) {
        return new SettlementStep("subscription", SETTLED_UPDATE, rows(List.of(after)));
    }

    /** The values of {@code :rows}. */
    static Values rows(List<Subscription> subscriptions) {
        return Values.none()
                .and(
                        "rows",
                        ROWS.text(subscriptions.stream()
                                .map(SubscriptionRow::values)
                                .toList()));
    }

    private static Values values(Subscription subscription) {
        BillingState billing = subscription.billing();
        boolean isOnClock = billing.testClockId() != null;
        return Values.of(subscription.tenant())
                .and("id", subscription.id())
                .and("customer_id", subscription.customerId())
                .and("plan_id", subscription.planId())
                .and("price_id", subscription.priceId())
                .and("quantity", subscription.quantity())
                .and("status", subscription.status().text())
                .and("start_at", subscription.startAt())
                .and("current_period_start", subscription.currentPeriodStart())
                .and("current_period_end", subscription.currentPeriodEnd())
                .and("trial_end", subscription.trialEnd())
                .and("cancel_at_period_end", subscription.cancelAtPeriodEnd())
                .and("cancel_at", subscription.cancelAt())
                .and("canceled_at", subscription.canceledAt())
                .and(
                        "canceled_reason",
                        subscription.canceledReason() == null
                                ? null
                                : subscription.canceledReason().text())
                .and("paused_at", subscription.pausedAt())
                .and("resume_at", subscription.resumeAt())
                .and("next_price_id", subscription.nextPriceId())
                .and("next_quantity", subscription.nextQuantity())
                .and("default_payment_token_id", subscription.defaultPaymentTokenId())
                .and("discount_coupon_id", subscription.discountCouponId())
                .and("collection_method", subscription.collectionMethod().text())
                .and("days_until_due", subscription.daysUntilDue())
                .and("tax_rate", subscription.taxRate())
                .and("billing_anchor", subscription.billingAnchor())
                .and("time_zone", subscription.timeZone())
                .and("metadata", Columns.json(subscription.metadata()))
                .and("created_at", subscription.createdAt())
                .and("updated_at", subscription.updatedAt())
                .and(
                        "paused_from",
                        billing.pausedFrom() == null
                                ? null
                                : billing.pausedFrom().text())
                .and("trial_noticed", billing.trialNoticed())
                .and("billed_amount", billing.billedAmount())
                .and("first_discount", billing.firstDiscount())
                .and("pending_lines", Json.text(billing.pendingLines()))
                .and("usage_start", billing.usageStart())
                .and(
                        "usage_aggregate",
                        billing.usageAggregate() == null
                                ? null
                                : billing.usageAggregate().text())
                .and("usage_count", billing.usageCount())
                .and("test_clock_id", billing.testClockId())
                .and("due_at", isOnClock ? null : subscription.dueAt())
                .and("clock_due_at", isOnClock ? subscription.dueAt() : null)
                .and("tries", 0);
    }

    static Subscription read(Row row) {
        return new Subscription(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("customer_id"),
                row.getString("plan_id"),
                row.getString("price_id"),
                row.getInteger("quantity"),
                Columns.constant(row, "status", Subscription.Status.class),
                Columns.instant(row, "start_at"),
                Columns.moment(row, "current_period_start"),
                Columns.moment(row, "current_period_end"),
                Columns.instant(row, "trial_end"),
                row.getBoolean("cancel_at_period_end"),
                Columns.instant(row, "cancel_at"),
                Columns.instant(row, "canceled_at"),
                row.getString("canceled_reason") == null
                        ? null
                        : Columns.constant(row, "canceled_reason", CancelReason.class),
                Columns.instant(row, "paused_at"),
                Columns.instant(row, "resume_at"),
                row.getString("next_price_id"),
                row.getInteger("next_quantity"),
                row.getString("default_payment_token_id"),
                row.getString("discount_coupon_id"),
                Columns.constant(row, "collection_method", CollectionMethod.class),
                row.getInteger("days_until_due"),
                row.getInteger("tax_rate"),
                Columns.moment(row, "billing_anchor"),
                row.getString("time_zone"),
                Columns.strings(row, "metadata"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"),
                billing(row));
    }

    private static BillingState billing(Row row) {
        return new BillingState(
                row.getString("paused_from") == null
                        ? null
                        : Columns.constant(row, "paused_from", Subscription.Status.class),
                row.getBoolean("trial_noticed"),
                row.getLong("billed_amount"),
                row.getLong("first_discount"),
                Columns.list(row, "pending_lines", LINES),
                Columns.moment(row, "usage_start"),
                row.getString("usage_aggregate") == null
                        ? null
                        : Columns.constant(row, "usage_aggregate", UsageAggregate.class),
                row.getLong("usage_count"),
                row.getString("test_clock_id"));
    }
}
