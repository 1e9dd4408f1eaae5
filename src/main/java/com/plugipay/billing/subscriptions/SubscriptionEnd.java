package com.plugipay.billing.subscriptions;

import com.plugipay.billing.calendar.BillingPeriod;
import com.plugipay.billing.invoices.BillingReason;
import com.plugipay.outbox.EventType;
import java.time.Instant;

/** The end of a subscription. Nothing is given back; usage and changes of the price that were not billed are. */
public final class SubscriptionEnd {
    private SubscriptionEnd() {}

    /** The subscription ends at that moment. */
    public static SubscriptionStep of(BillingFacts facts, CancelReason reason, Instant at) {
        Subscription subscription = facts.subscription();
        Instant from = subscription.billing().usageStart();
        BillingPeriod period = from.isBefore(at) ? new BillingPeriod(from, at) : subscription.period();
        SubscriptionBill bill = SubscriptionBill.ofCharges(
                facts, facts.present(), SubscriptionBill.owed(facts, at), BillingReason.END, period);
        return new SubscriptionStep(
                subscription,
                subscription.canceled(reason, at, facts.now()),
                EventType.SUBSCRIPTION_CANCELED,
                bill.invoice());
    }
}
