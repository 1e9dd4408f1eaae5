package com.plugipay.providers;

import org.jspecify.annotations.Nullable;

/** One thing that a callback tells of. */
public sealed interface CallbackEvent {

    /**
     * Something has become of a charge.
     *
     * @param chargeId ours, where the callback names it
     * @param providerReference the provider's, where the callback names it; one of the two is there
     * @param outcome what has become of it, where the callback's proof covers that and it needs no other question; null
     *     when the provider has to be asked
     */
    record OfCharge(
            @Nullable String chargeId,
            @Nullable String providerReference,
            @Nullable Outcome outcome) implements CallbackEvent {}

    /**
     * Something has become of a refund, perhaps of one that the merchant made at the provider and we never heard of. What
     * that is, the provider is always asked.
     *
     * @param refundId ours, where the callback names one
     * @param providerReference the provider's, where the callback names it
     * @param chargeId ours, where the callback names it
     * @param chargeReference any id of the provider's for what is refunded, where the callback names one
     */
    record OfRefund(
            @Nullable String refundId,
            @Nullable String providerReference,
            @Nullable String chargeId,
            @Nullable String chargeReference)
            implements CallbackEvent {}

    /** It is about something that we follow, and will never tell which: only a person can find out. */
    record Unreadable(String reason) implements CallbackEvent {}
}
