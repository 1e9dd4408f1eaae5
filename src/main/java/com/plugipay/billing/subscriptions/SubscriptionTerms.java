package com.plugipay.billing.subscriptions;

import com.plugipay.billing.calendar.BillingCalendar;
import com.plugipay.billing.plans.Plan;
import com.plugipay.billing.plans.Price;
import com.plugipay.billing.plans.PriceModel;
import com.plugipay.billing.plans.UsageAggregate;
import com.plugipay.billing.pricing.PriceLines;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The plan and the price by which a subscription is billed.
 *
 * @param usageAggregate how usage is counted if the price is billed by usage; null if it is billed in advance
 */
public record SubscriptionTerms(
        Plan plan, Price price, @Nullable UsageAggregate usageAggregate) {
    /** The terms for who begins with them. Prices with tiers are billed by usage if the plan counts it. */
    public static SubscriptionTerms fresh(Plan plan, Price price) {
        UsageAggregate counted = price.tiers() == null ? null : plan.usageAggregate();
        return new SubscriptionTerms(
                plan,
                price,
                price.model() == PriceModel.USAGE
                        ? Objects.requireNonNullElse(plan.usageAggregate(), UsageAggregate.SUM)
                        : counted);
    }

    /** The same, where it is settled whether usage is billed: a plan can begin to count it later. */
    public SubscriptionTerms counting(@Nullable UsageAggregate aggregate) {
        return new SubscriptionTerms(plan, price, aggregate);
    }

    public boolean isMetered() {
        return usageAggregate() != null;
    }

    /** What a period costs in advance; 0 if it is billed by usage. */
    public long amount(int quantity) {
        return isMetered() ? 0 : PriceLines.amount(price, quantity);
    }

    public BillingCalendar calendar(Instant anchor, String zone) {
        return new BillingCalendar(anchor, plan.interval(), plan.intervalCount(), ZoneId.of(zone));
    }
}
