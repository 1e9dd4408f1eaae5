package com.plugipay.providers;

import com.plugipay.payments.Method;
import com.plugipay.workspaces.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider can be asked to do with a workspace's account.
 *
 * <p>Every command names its object by our id. Asking again with the same id is asking about the same thing: a provider
 * never charges or refunds twice for one id. Amounts are in the currency's minor unit.
 */
public sealed interface Command {
    Tenant tenant();

    /** Is the account as it is stored usable? Succeeds, is rejected, or is unknown. */
    record Probe(Tenant tenant) implements Command {}

    /**
     * Take a payment.
     *
     * @param chargeId the attempt or direct payment
     * @param returnUrl where a buyer comes back to who has to be sent away
     * @param expiresAt after this nothing can be paid any more; null leaves it to the provider
     */
    record Charge(
            Tenant tenant,
            String chargeId,
            Method method,
            long amount,
            String currency,
            @Nullable String description,
            @Nullable String returnUrl,
            @Nullable Instant expiresAt)
            implements Command {}

    /** What became of a charge? {@code providerReference} is null when we never learned it. */
    record LookUp(Tenant tenant, String chargeId, @Nullable String providerReference) implements Command {}

    /** Let a charge that is not paid yet never be paid. */
    record Cancel(Tenant tenant, String chargeId, @Nullable String providerReference) implements Command {}

    /** Give money back, a part or all of it. */
    record Refund(
            Tenant tenant,
            String refundId,
            String chargeId,
            String providerReference,
            long amount,
            String currency,
            String reason)
            implements Command {}

    /** What became of a refund? */
    record LookUpRefund(
            Tenant tenant, String refundId, @Nullable String providerReference) implements Command {}
}
