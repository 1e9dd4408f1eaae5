package com.plugipay.billing.subscriptions;

import com.plugipay.billing.calendar.BillingInterval;
import com.plugipay.billing.plans.Plan;
import com.plugipay.billing.plans.PortalFeatures;
import com.plugipay.billing.plans.Price;
import com.plugipay.billing.plans.PriceModel;
import com.plugipay.billing.plans.TaxMode;
import com.plugipay.billing.plans.UsageAggregate;
import com.plugipay.billing.subscriptions.api.NewSubscription;
import com.plugipay.billing.subscriptions.api.SubscriptionInput;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans and subscriptions without a database, for tests of what is pure. */
final class BillingExamples {
    static final Tenant TENANT = new Tenant("ws_1", Mode.TEST);
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private BillingExamples() {}

    /** A plan with flat prices of these amounts. */
    static List<SubscriptionTerms> plan(BillingInterval interval, int count, long... amounts) {
        return plan(interval, count, PriceModel.FLAT, null, amounts);
    }

    /** A plan whose prices are billed by usage. */
    static List<SubscriptionTerms> metered(BillingInterval interval, long... amounts) {
        return plan(interval, 1, PriceModel.USAGE, UsageAggregate.SUM, amounts);
    }

    private static List<SubscriptionTerms> plan(
            BillingInterval interval,
            int count,
            PriceModel model,
            @Nullable UsageAggregate aggregate,
            long... amounts) {
        String id = Ids.at(EPOCH, "plan");
        List<Price> prices = Arrays.stream(amounts)
                .mapToObj(amount -> new Price(
                        Ids.at(EPOCH, "price"),
                        TENANT.workspaceId(),
                        TENANT.mode(),
                        id,
                        "IDR",
                        model,
                        amount,
                        null,
                        TaxMode.EXCLUSIVE,
                        true,
                        EPOCH,
                        EPOCH))
                .toList();
        Plan plan = new Plan(
                id,
                TENANT.workspaceId(),
                TENANT.mode(),
                "Pro",
                null,
                interval,
                count,
                0,
                prices,
                aggregate,
                null,
                new PortalFeatures(true, true, true, true, true),
                null,
                true,
                null,
                null,
                EPOCH,
                EPOCH);
        return prices.stream()
                .map(price -> SubscriptionTerms.fresh(plan, price))
                .toList();
    }

    /** The first step of a subscription whose invoices are sent. */
    static SubscriptionStep subscribe(SubscriptionTerms terms, int quantity, String zone, Instant now) {
        SubscriptionInput input = new SubscriptionInput(
                "cus_1",
                terms.plan().id(),
                terms.price().id(),
                quantity,
                null,
                null,
                CollectionMethod.SEND_INVOICE,
                null,
                null,
                null,
                null,
                null,
                null);
        return NewSubscription.of(TENANT, input, terms.plan(), ZoneId.of(zone), null, now);
    }

    /** The facts of a subscription to one of these terms. */
    static BillingFacts facts(Subscription subscription, List<SubscriptionTerms> all, long usage, Instant now) {
        Map<String, SubscriptionTerms> terms = new HashMap<>();
        all.forEach(each -> terms.put(each.price().id(), each));
        return new BillingFacts(subscription, terms, usage, now);
    }
}
