package com.plugipay.billing.portal;

import com.plugipay.billing.subscriptions.BillingFacts;
import com.plugipay.customers.Customer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a customer can do with stored payment methods, which all of the customer's subscriptions share. */
final class PortalMethods {
    private PortalMethods() {}

    /** Whether another can be stored: a plan lets the customer choose one, or there is no subscription. */
    static boolean mayAdd(List<BillingFacts> subscriptions) {
        List<BillingFacts> live = live(subscriptions);
        return live.isEmpty() || live.stream().anyMatch(PortalAction.CHOOSE_METHOD::isPossible);
    }

    /** Whether the default is chosen and methods are removed: every subscription's plan lets the customer do so. */
    static boolean mayManage(List<BillingFacts> subscriptions) {
        return live(subscriptions).stream().allMatch(PortalAction.CHOOSE_METHOD::isPossible);
    }

    /** Whether a subscription that is not over is paid with it. */
    static boolean isInUse(Customer customer, List<BillingFacts> subscriptions, String methodId) {
        boolean isDefault = methodId.equals(customer.defaultPaymentTokenId());
        return live(subscriptions).stream().map(BillingFacts::subscription).anyMatch(subscription -> {
            @Nullable String own = subscription.defaultPaymentTokenId();
            return own == null ? isDefault : own.equals(methodId);
        });
    }

    private static List<BillingFacts> live(List<BillingFacts> subscriptions) {
        return subscriptions.stream()
                .filter(facts -> PortalAction.isLive(facts.subscription()))
                .toList();
    }
}
