package com.plugipay.billing.portal;

import com.plugipay.billing.plans.PortalFeatures;
import com.plugipay.billing.subscriptions.BillingFacts;
import com.plugipay.billing.subscriptions.CancelReason;
import com.plugipay.billing.subscriptions.Subscription;
import com.plugipay.errors.ErrorCode;

/**
 * What a customer can do with a subscription: what its plan allows, while the subscription is in a state for it. A
 * subscription that has not been paid for is neither paused nor changed by its customer.
 */
public enum PortalAction {
    PAUSE,
    RESUME,
    CANCEL,
    REACTIVATE,
    UPGRADE,
    DOWNGRADE,
    CHOOSE_METHOD;

    /** Whether the customer can do it now. */
    public boolean isPossible(BillingFacts facts) {
        return isAllowed(facts.present().plan().portalFeatures()) && fits(facts.subscription());
    }

    /** Fails with {@code forbidden} if the plan does not allow it, and with a conflict if the state does not. */
    void require(BillingFacts facts) {
        if (!isAllowed(facts.present().plan().portalFeatures())) {
            throw ErrorCode.FORBIDDEN.withMessage("The plan does not let its customers do this.");
        }
        if (!fits(facts.subscription())) {
            throw ErrorCode.CONFLICT.exception();
        }
    }

    private boolean isAllowed(PortalFeatures features) {
        return switch (this) {
            case PAUSE, RESUME -> features.selfServePause();
            case CANCEL, REACTIVATE -> features.selfServeCancel();
            case UPGRADE -> features.selfServeUpgrade();
            case DOWNGRADE -> features.selfServeDowngrade();
            case CHOOSE_METHOD -> features.updatePaymentMethod();
        };
    }

    private boolean fits(Subscription subscription) {
        return switch (this) {
            case PAUSE -> subscription.isRunning() && isInOrder(subscription);
            case RESUME -> subscription.status() == Subscription.Status.PAUSED;
            case CANCEL -> isLive(subscription) && !subscription.cancelAtPeriodEnd();
            case REACTIVATE -> isLive(subscription) && subscription.cancelAtPeriodEnd() && isOwnEnd(subscription);
            case UPGRADE, DOWNGRADE -> isInOrder(subscription) && !subscription.cancelAtPeriodEnd();
            case CHOOSE_METHOD -> isLive(subscription);
        };
    }

    /** Whether it is not over. */
    static boolean isLive(Subscription subscription) {
        return subscription.status() != Subscription.Status.CANCELED;
    }

    private static boolean isInOrder(Subscription subscription) {
        return switch (subscription.status()) {
            case TRIALING, ACTIVE -> true;
            case INCOMPLETE, PAST_DUE, PAUSED, CANCELED -> false;
        };
    }

    /** An end that the business has set is not undone by the customer. */
    private static boolean isOwnEnd(Subscription subscription) {
        return subscription.canceledReason() == CancelReason.CUSTOMER_PORTAL
                || subscription.canceledReason() == CancelReason.USER_REQUEST;
    }
}
