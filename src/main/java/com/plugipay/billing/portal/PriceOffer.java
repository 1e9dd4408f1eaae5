package com.plugipay.billing.portal;

import com.plugipay.billing.plans.Plan;
import com.plugipay.billing.subscriptions.BillingFacts;
import com.plugipay.billing.subscriptions.SubscriptionTerms;
import com.plugipay.billing.subscriptions.api.NewSubscription;
import com.plugipay.errors.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A price that a customer can change a subscription to.
 *
 * @param amount what a period costs in advance, in minor units; 0 if it is billed by usage
 * @param action whether a period costs more than now, or less; as much counts as more
 */
public record PriceOffer(SubscriptionTerms terms, long amount, PortalAction action) {

    /** The possible ones of the subscription's own plan, and then of these; the cheapest of each plan first. */
    static List<PriceOffer> of(BillingFacts facts, List<Plan> onSale) {
        Plan own = facts.present().plan();
        Map<String, Plan> plans = new LinkedHashMap<>();
        plans.put(own.id(), own);
        onSale.forEach(plan -> plans.putIfAbsent(plan.id(), plan));
        return plans.values().stream()
                .flatMap(plan -> of(facts, plan))
                .filter(offer -> offer.action().isPossible(facts))
                .toList();
    }

    private static Stream<PriceOffer> of(BillingFacts facts, Plan plan) {
        return plan.prices().stream()
                .flatMap(price -> NewSubscription.offer(facts, plan, price.id()).stream())
                .map(terms -> of(facts, terms))
                .sorted((one, other) -> Long.compare(one.amount(), other.amount()));
    }

    private static PriceOffer of(BillingFacts facts, SubscriptionTerms terms) {
        int quantity = facts.subscription().quantity();
        long amount = terms.amount(quantity);
        boolean isUp = amount >= facts.present().amount(quantity);
        return new PriceOffer(terms, amount, isUp ? PortalAction.UPGRADE : PortalAction.DOWNGRADE);
    }

    /** Fails if the customer cannot change the subscription to this price of that plan. */
    static void require(BillingFacts facts, Plan plan, String priceId) {
        SubscriptionTerms terms =
                NewSubscription.offer(facts, plan, priceId).orElseThrow(ErrorCode.CONFLICT::exception);
        of(facts, terms).action().require(facts);
    }
}
