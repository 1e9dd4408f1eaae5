package com.plugipay.providers;

import com.plugipay.secrets.Secret;
import org.jspecify.annotations.Nullable;

/** One event that a callback reports. */
public sealed interface CallbackEvent {

    /**
     * The status of a charge may have changed.
     *
     * @param chargeId Plugipay's id, if the callback names it
     * @param providerReference the provider's id, if the callback names it; one of the two ids is not null
     * @param outcome the outcome of the charge, if the callback alone shows it; null when the status has to be queried
     */
    record OfCharge(
            @Nullable String chargeId,
            @Nullable String providerReference,
            @Nullable Outcome outcome) implements CallbackEvent {}

    /**
     * The status of a refund may have changed, perhaps of one that the merchant made at the provider. The outcome is always
     * queried.
     *
     * @param refundId Plugipay's id of the refund, if the callback names one
     * @param providerReference the provider's id of the refund, if the callback names it
     * @param chargeId Plugipay's id of the refunded charge, if the callback names it
     * @param chargeReference one of the provider's ids of the refunded payment, if the callback names one
     */
    record OfRefund(
            @Nullable String refundId,
            @Nullable String providerReference,
            @Nullable String chargeId,
            @Nullable String chargeReference)
            implements CallbackEvent {}

    /**
     * A stored payment method may have been made or may have ended. Its status is always queried.
     *
     * @param chargeId Plugipay's id of the charge or the setup with which it was stored, if the callback names it
     * @param token what the provider charges it by, if the callback names it; one of the two is not null
     */
    record OfStoredMethod(
            @Nullable String chargeId, @Nullable Secret token) implements CallbackEvent {}

    /** The callback is about a payment or a refund but does not identify it: a person has to find out which. */
    record Unreadable(String reason) implements CallbackEvent {
        /** The body is not a JSON object. */
        public static final Unreadable NOT_JSON = new Unreadable("not_json");

        /** The body has no id by which the payment or refund can be found. */
        public static final Unreadable NAMES_NO_PAYMENT = new Unreadable("names_no_payment");
    }
}
