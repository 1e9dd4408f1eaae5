package com.plugipay.billing.subscriptions;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Everything on which it is decided what becomes of a subscription.
 *
 * @param terms by the id of the price: those of the present price and of the next
 * @param usage the quantity that was used and has not been billed, up to now or the end of the current period
 * @param now the time of the customer
 */
public record BillingFacts(Subscription subscription, Map<String, SubscriptionTerms> terms, long usage, Instant now) {
    /** The present terms. */
    public SubscriptionTerms present() {
        return of(subscription.priceId());
    }

    /** The terms of the next period. */
    public SubscriptionTerms next() {
        return of(Objects.requireNonNullElse(subscription.nextPriceId(), subscription.priceId()));
    }

    /** The same facts of the subscription as it has become. */
    public BillingFacts with(Subscription after) {
        return new BillingFacts(after, terms, usage, now);
    }

    /** The same facts at another time. */
    public BillingFacts at(Instant moment) {
        return new BillingFacts(subscription, terms, usage, moment);
    }

    /** The facts after a step: what was used before a period began is not used in it. */
    public BillingFacts after(SubscriptionStep step, Instant moment) {
        Instant usageStart = step.after().billing().usageStart();
        boolean isSame = usageStart.equals(step.before().billing().usageStart());
        return new BillingFacts(step.after(), terms, isSame ? usage : 0, moment);
    }

    private SubscriptionTerms of(String priceId) {
        return Objects.requireNonNull(terms.get(priceId), priceId);
    }
}
