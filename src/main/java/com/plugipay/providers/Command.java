package com.plugipay.providers;

import com.plugipay.model.Tenant;
import com.plugipay.providers.kit.DeclineCodes;
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
     * Checks whether these credentials can take payments, and sets up what the provider needs, such as the address of its
     * callbacks. Succeeds with data to store beside the credentials, is rejected, or is unknown.
     */
    record Probe(Tenant tenant, Credentials credentials) implements Command {}

    /**
     * Takes a payment. Needs action, succeeds, is pending, declined, rejected, or is unknown.
     *
     * @param chargeId the id of the payment attempt; letters, digits and an underscore, 30 characters
     * @param returnUrl where the provider's page sends the buyer at its end, whatever the result
     * @param expiresAt until when the charge can be paid; null leaves this to the provider
     * @param savedFor the id of the customer for whom the provider stores the payment method with this payment; null to
     *     store nothing
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
            @Nullable Instant expiresAt,
            @Nullable String savedFor)
            implements Command {

        /** A charge that stores nothing. */
        public Charge(
                Tenant tenant,
                String chargeId,
                Method method,
                long amount,
                String currency,
                @Nullable String description,
                @Nullable Buyer buyer,
                String returnUrl,
                @Nullable Instant expiresAt) {
            this(tenant, chargeId, method, amount, currency, description, buyer, returnUrl, expiresAt, null);
        }
    }

    /** A command about payment methods that the provider stores; rejected by a provider that stores none. */
    sealed interface OfStoredMethod extends Command {}

    /**
     * Stores a payment method without a payment. Needs action, succeeds with the stored method, is declined, rejected, or is
     * unknown. The status of a charge of amount 0 with the same id tells how it ends: a success has the stored method.
     *
     * @param chargeId as of a charge
     * @param currency in which the method will be charged
     * @param savedFor the id of the customer
     */
    record Setup(
            Tenant tenant,
            String chargeId,
            Method method,
            String currency,
            String savedFor,
            @Nullable Buyer buyer,
            String returnUrl,
            @Nullable Instant expiresAt)
            implements OfStoredMethod {}

    /**
     * Takes a payment by a stored method. Succeeds, is pending, declined, rejected, or is unknown. It needs action when the
     * buyer has to confirm it; an absent buyer cannot, so that the charge is declined with
     * {@link DeclineCodes#ACTION_REQUIRED} instead, and can then no longer be paid. While its outcome is unknown it is queried
     * and never canceled: it may have taken the money.
     *
     * @param chargeId as of a charge
     * @param savedFor the id of the customer whose method it is
     * @param isBuyerPresent whether the buyer is there and has asked for it; otherwise the merchant takes it as agreed
     */
    record ChargeStored(
            Tenant tenant,
            String chargeId,
            StoredMethod stored,
            long amount,
            String currency,
            @Nullable String description,
            @Nullable Buyer buyer,
            String savedFor,
            boolean isBuyerPresent,
            String returnUrl,
            @Nullable Instant expiresAt)
            implements OfStoredMethod {

        /** Returns the charge without its stored method. */
        public Charge charge() {
            return new Charge(
                    tenant, chargeId, stored.method(), amount, currency, description, buyer, returnUrl, expiresAt);
        }
    }

    /**
     * Queries a stored method. Succeeds with it as it now is; is declined with a code that
     * {@link DeclineCodes#isNeverAgain} when it has ended.
     */
    record QueryStored(Tenant tenant, StoredMethod stored) implements OfStoredMethod {}

    /** Deletes a stored method at its provider. Succeeds also when the provider has no such method any more. */
    record DeleteStored(Tenant tenant, StoredMethod stored) implements OfStoredMethod {}

    /** What is known of the buyer. Providers show it to the merchant, and some banks show it to the buyer. */
    record Buyer(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone) {}

    /**
     * Queries the status of a charge. Declined stands for every end without money: failed, canceled, expired.
     *
     * @param capture whether money that the buyer has only approved may be taken now
     * @param paymentReference the provider's id of one payment, as a callback has named it, for a charge that may have several
     *     payments; null to query the charge as a whole
     * @param stored the command that has begun the charge, if that is a charge of a stored method; null for any other. Some
     *     providers find such a charge only when they are asked for it again, which never charges twice. As it may charge
     *     what had not arrived, this is done only if {@code capture} is true
     */
    record QueryStatus(
            Tenant tenant,
            ChargeReference charge,
            boolean capture,
            @Nullable String paymentReference,
            @Nullable ChargeStored stored)
            implements Command {

        /** Queries a charge that is not of a stored method. */
        public QueryStatus(Tenant tenant, ChargeReference charge, boolean capture, @Nullable String paymentReference) {
            this(tenant, charge, capture, paymentReference, null);
        }

        /** Queries the charge as a whole. */
        public QueryStatus(Tenant tenant, ChargeReference charge, boolean capture) {
            this(tenant, charge, capture, null);
        }
    }

    /**
     * Cancels a charge that is not paid yet. Succeeds only when the charge can no longer be paid; is rejected when it has been
     * paid, or can no longer be stopped.
     */
    record Cancel(Tenant tenant, ChargeReference charge) implements Command {}

    /** Queries the fee of a charge that has succeeded. Pending while the provider does not report it. */
    record QueryFee(Tenant tenant, ChargeReference charge) implements Command {}

    /**
     * Refunds a part or all of a payment. Succeeds, is pending, declined (the provider tried it), rejected (the
     * provider did not try it), or is unknown.
     *
     * @param reason one of the reasons of Plugipay's API
     */
    record Refund(Tenant tenant, String refundId, ChargeReference charge, long amount, String currency, String reason)
            implements Command {}

    /**
     * Queries the status of a refund. Declined also when the provider has no such refund. Unknown when the ids do not belong
     * together, as in a forged callback.
     *
     * @param refundId Plugipay's id; null for a refund that was made at the provider, which is queried and never repeated
     * @param providerReference the provider's id of the refund; null when it is not known
     * @param amount the requested amount; 0 for a refund that was made at the provider
     */
    record QueryRefund(
            Tenant tenant,
            @Nullable String refundId,
            @Nullable String providerReference,
            ChargeReference charge,
            long amount)
            implements Command {}
}
