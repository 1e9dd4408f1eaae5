package com.plugipay.providers;

import org.jspecify.annotations.Nullable;

/** One thing that a callback tells of. */
public sealed interface Notice {

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
            @Nullable Outcome outcome) implements Notice {}

    /**
     * Something has become of a refund, perhaps of one that the merchant made at the provider and we never heard of.
     *
     * @param refundId ours, where the callback names one
     * @param chargeId ours, where the callback names it
     * @param chargeReference any id of the provider's for what is refunded, where the callback names one
     * @param amount in minor units
     * @param outcome null when the provider has to be asked
     */
    record OfRefund(
            @Nullable String refundId,
            @Nullable String providerReference,
            @Nullable String chargeId,
            @Nullable String chargeReference,
            long amount,
            String currency,
            @Nullable Outcome outcome)
            implements Notice {}
}
