package com.plugipay.providers;

import com.plugipay.model.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider can be asked to do with a workspace's account.
 *
 * <p>Every command names its object by our id. Asking again with the same id is asking about the same thing: a provider
 * never charges or refunds twice for one id. Amounts are in the currency's minor unit.
 */
public sealed interface Command {
    /** The code of a refund that is rejected because this method cannot be refunded at all. */
    String REFUND_NOT_SUPPORTED = "refund_not_supported";

    Tenant tenant();

    /**
     * Can money be taken with these credentials? What has to be set up at the provider, such as where it sends its
     * callbacks, is set up. Succeeds with what is to be kept beside the credentials, is rejected, or is unknown.
     */
    record Probe(Tenant tenant, Credentials credentials) implements Command {}

    /**
     * Take a payment. Needs action, succeeds, is pending, declined, rejected, or is unknown.
     *
     * @param chargeId the payment attempt; letters, digits and an underscore, 30 characters
     * @param returnUrl where a buyer who has to be sent away comes back to, whatever happened there
     * @param expiresAt after this nothing can be paid any more; null leaves it to the provider
     */
    record Charge(
            Tenant tenant,
            String chargeId,
            Method method,
            long amount,
            String currency,
            @Nullable String description,
            @Nullable Buyer buyer,
            String returnUrl,
            @Nullable Instant expiresAt)
            implements Command {}

    /** Who pays, as far as it is known. Providers show it to the merchant, and some banks to the buyer. */
    record Buyer(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone) {}

    /**
     * What became of a charge? Declined is the answer for every end without money: failed, canceled, expired.
     *
     * @param capture whether money that the buyer has only approved may be taken now
     * @param told the provider's id in the callback that is the reason to ask, where one charge may be paid by several of
     *     them; null to ask about the charge as a whole
     */
    record LookUp(
            Tenant tenant,
            ChargeReference charge,
            boolean capture,
            @Nullable String told) implements Command {

        /** Asks about the charge as a whole. */
        public LookUp(Tenant tenant, ChargeReference charge, boolean capture) {
            this(tenant, charge, capture, null);
        }
    }

    /**
     * Let a charge that is not paid yet never be paid. Succeeds when that is certain; is rejected when it is paid
     * already, or can no longer be stopped.
     */
    record Cancel(Tenant tenant, ChargeReference charge) implements Command {}

    /** What did the provider keep of a charge that has succeeded? Pending while it does not say. */
    record LookUpFee(Tenant tenant, ChargeReference charge) implements Command {}

    /**
     * Give money back, a part or all of it. Succeeds, is pending, declined (it was tried), rejected (it was not), or is
     * unknown.
     *
     * @param reason as our API names it
     */
    record Refund(Tenant tenant, String refundId, ChargeReference charge, long amount, String currency, String reason)
            implements Command {}

    /**
     * What became of a refund? Declined also when the provider has never heard of it. The answer is about this refund of
     * this charge, or is unknown: the ids may be those of a notice that pairs what does not belong together.
     *
     * @param refundId ours; null for one that was made without us, which is only asked about and never made again
     * @param providerReference the provider's id of the refund; null when we never learned it
     * @param amount what we asked for; 0 when that was not us
     */
    record LookUpRefund(
            Tenant tenant,
            @Nullable String refundId,
            @Nullable String providerReference,
            ChargeReference charge,
            long amount)
            implements Command {}
}
