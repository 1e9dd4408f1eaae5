package com.plugipay.providers;

import org.jspecify.annotations.Nullable;

/** One event that a callback reports. */
public sealed interface CallbackEvent {

    /**
     * The status of a charge may have changed.
     *
     * @param chargeId Plugipay's, where the callback names it
     * @param providerReference the provider's, where the callback names it; one of the two is there
     * @param outcome the charge's outcome, where the callback alone tells it; null when the provider has to be asked
     */
    record OfCharge(
            @Nullable String chargeId,
            @Nullable String providerReference,
            @Nullable Outcome outcome) implements CallbackEvent {}

    /**
     * The status of a refund may have changed, perhaps of one that the merchant made at the provider. The provider is always
     * asked for the outcome.
     *
     * @param refundId Plugipay's, where the callback names one
     * @param providerReference the provider's, where the callback names it
     * @param chargeId Plugipay's, where the callback names it
     * @param chargeReference any id of the provider's for the refunded payment, where the callback names one
     */
    record OfRefund(
            @Nullable String refundId,
            @Nullable String providerReference,
            @Nullable String chargeId,
            @Nullable String chargeReference)
            implements CallbackEvent {}

    /** The callback is about a payment or a refund and does not say which: only a person can find out. */
    record Unreadable(String reason) implements CallbackEvent {}
}
