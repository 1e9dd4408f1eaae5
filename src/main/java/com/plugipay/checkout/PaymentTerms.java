package com.plugipay.checkout;

import com.plugipay.attempts.Attempt;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a payment is for that an attempt makes. */
final class PaymentTerms {
    private PaymentTerms() {}

    /** The payment of a session, on its way; without a session it stands alone. */
    static Payment payment(@Nullable CheckoutSession session, Attempt attempt, long amount, Instant now) {
        return session == null
                ? standalone(attempt, amount, attempt.currency(), now)
                : Payment.pending(
                        of(session, attempt.method(), attempt.provider(), amount),
                        attempt.providerReference(),
                        attempt.nextAction(),
                        now);
    }

    /** A transfer to a session whose buyer never asked where to transfer to. */
    static Payment transfer(CheckoutSession session, Instant now) {
        return Payment.pending(
                of(session, Method.BANK_TRANSFER, ProviderKind.MANUAL, session.amount()), null, null, now);
    }

    /** A payment for nothing that we know of: the money came, and has no other place. */
    static Payment standalone(Attempt attempt, long amount, String currency, Instant now) {
        Payment.Terms terms = new Payment.Terms(
                attempt.tenant(),
                amount,
                currency,
                attempt.method(),
                attempt.provider(),
                null,
                null,
                null,
                null,
                null,
                null);
        // Without the provider's reference, which the payment may have that this money should have become.
        return Payment.pending(terms, null, null, now);
    }

    private static Payment.Terms of(CheckoutSession session, Method method, ProviderKind provider, long amount) {
        return new Payment.Terms(
                session.tenant(),
                amount,
                session.currency(),
                method,
                provider,
                session.customerId(),
                session.id(),
                null,
                null,
                session.description(),
                session.metadata());
    }
}
