package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.payments.Payment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The payments that attempts make. */
public final class PaymentDraft {
    private PaymentDraft() {}

    /** A pending payment of what the attempt pays; when that is null, one that belongs to nothing else. */
    public static Payment payment(@Nullable Payable payable, Attempt attempt, long amount, Instant now) {
        return payable == null
                ? standalone(attempt, amount, attempt.currency(), now)
                : Payment.pending(
                                payable.terms(attempt.method(), attempt.provider(), amount),
                                attempt.providerReference(),
                                attempt.nextAction(),
                                now)
                        .by(attempt.paymentTokenId());
    }

    /** A pending payment that belongs to nothing else, for money that has no other place. */
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
                null,
                null);
        // Without the provider's reference: the payment that the money was meant for may have it.
        return Payment.pending(terms, null, null, now);
    }
}
