package com.plugipay.providers;

import com.plugipay.model.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request to a provider, with a workspace's account.
 *
 * <p>Every command names its object by Plugipay's id. The same command with the same id may be sent again: a provider never
 * charges or refunds twice for one id. Amounts are in the currency's minor unit.
 */
public sealed interface Command {
    /** The code of a refund that is rejected because this method cannot be refunded at all. */
    String REFUND_NOT_SUPPORTED = "refund_not_supported";

    Tenant tenant();

    /**
     * Checks whether these credentials can take payments, and sets up what is needed at the provider, such as the address of
     * its callbacks. Succeeds with data to store beside the credentials, is rejected, or is unknown.
     */
    record Probe(Tenant tenant, Credentials credentials) implements Command {}

    /**
     * Takes a payment. Needs action, succeeds, is pending, declined, rejected, or is unknown.
     *
     * @param chargeId the payment attempt; letters, digits and an underscore, 30 characters
     * @param returnUrl where the provider's page sends the buyer at its end, whatever the result
     * @param expiresAt the end of the time in which it can be paid; null leaves it to the provider
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

    /** The buyer, as far as known. Providers show it to the merchant, and some banks to the buyer. */
    record Buyer(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone) {}

    /**
     * Looks up the status of a charge. Declined stands for every end without money: failed, canceled, expired.
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
     * Cancels a charge that is not paid yet. Succeeds when it certainly cannot be paid any more; is rejected when it is paid
     * already, or can no longer be stopped.
     */
    record Cancel(Tenant tenant, ChargeReference charge) implements Command {}

    /** Looks up the fee of a charge that has succeeded. Pending while the provider does not report it. */
    record LookUpFee(Tenant tenant, ChargeReference charge) implements Command {}

    /**
     * Refunds a part or all of a payment. Succeeds, is pending, declined (it was tried), rejected (it was not), or is unknown.
     *
     * @param reason as Plugipay's API names it
     */
    record Refund(Tenant tenant, String refundId, ChargeReference charge, long amount, String currency, String reason)
            implements Command {}

    /**
     * Looks up the status of a refund. Declined also when the provider has no such refund. The outcome is of this refund of
     * this charge, or unknown: a forged callback may name ids that do not belong together.
     *
     * @param refundId Plugipay's; null for a refund that was made at the provider, which is looked up and never repeated
     * @param providerReference the provider's id of the refund; null when it is not known
     * @param amount the requested amount; 0 for a refund that was made at the provider
     */
    record LookUpRefund(
            Tenant tenant,
            @Nullable String refundId,
            @Nullable String providerReference,
            ChargeReference charge,
            long amount)
            implements Command {}
}
