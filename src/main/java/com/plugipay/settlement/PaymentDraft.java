package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.payments.Payment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a payment is for that an attempt makes. */
public final class PaymentDraft {
    private PaymentDraft() {}

    /** The payment of what the attempt pays, on its way; without that it stands alone. */
    public static Payment payment(@Nullable Payable payable, Attempt attempt, long amount, Instant now) {
        return payable == null
                ? standalone(attempt, amount, attempt.currency(), now)
                : Payment.pending(
                        payable.terms(attempt.method(), attempt.provider(), amount),
                        attempt.providerReference(),
                        attempt.nextAction(),
                        now);
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
}
