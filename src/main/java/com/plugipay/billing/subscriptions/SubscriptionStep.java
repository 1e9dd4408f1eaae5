package com.plugipay.billing.subscriptions;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.outbox.EventType;
import org.jspecify.annotations.Nullable;

/**
 * One change of a subscription, with its event and the invoice that belongs to it.
 *
 * @param invoice a draft that is issued with the change; null for none
 */
public record SubscriptionStep(
        Subscription before,
        Subscription after,
        EventType event,
        @Nullable Invoice invoice) {
    /** A change without an invoice. */
    public static SubscriptionStep of(Subscription before, Subscription after, EventType event) {
        return new SubscriptionStep(before, after, event, null);
    }
}
