package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.errors.ErrorCode;
import com.plugipay.money.Currencies;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.payments.Fee;
import com.plugipay.payments.Fees;
import com.plugipay.payments.Payment;
import java.time.Instant;
import java.util.Map;

/** What a merchant decides about money that came in and has no place of its own. */
public final class Reviews {
    private final SettlementTransaction decider;
    private final Fees fees;
    private final SettlementRules consequences;

    public Reviews(SettlementTransaction decider, Fees fees) {
        this.decider = decider;
        this.fees = fees;
        this.consequences = new SettlementRules(fees);
    }

    /**
     * The merchant takes money that came in as it is: as the payment of what it was for where there is none yet, else as a
     * payment of its own.
     */
    public Change<Attempt> accept(ChangeContext origin, String attemptId) {
        return decider.change(
                origin,
                attemptId,
                (standing, attempt) -> {
                    Attempt.Review review = requireReview(attempt);
                    Long amount = review.receivedAmount();
                    String currency = review.receivedCurrency();
                    if (amount == null || currency == null || amount <= 0 || amount > Currencies.LARGEST_AMOUNT) {
                        throw ErrorCode.CONFLICT.withMessage("No money is known to have come in: dismiss it instead.");
                    }
                    return accepted(standing, attempt, amount, currency, origin.now());
                },
                Transition::attempt);
    }

    /** The merchant has settled the matter elsewhere: nothing of it becomes a payment here. */
    public Change<Attempt> dismiss(ChangeContext origin, String attemptId) {
        return decider.change(
                origin,
                attemptId,
                (standing, attempt) -> {
                    requireReview(attempt);
                    return SettlementRules.end(
                            standing, attempt, "dismissed", "The merchant has settled this elsewhere.", origin.now());
                },
                Transition::attempt);
    }

    private Transition accepted(SettlementState standing, Attempt attempt, long amount, String currency, Instant now) {
        Fee fee = fees.of(attempt.provider(), attempt.method(), amount, currency, null);
        boolean takesPlace = standing.hasPlace() && attempt.currency().equals(currency);
        if (takesPlace) {
            return consequences.paid(standing, attempt, amount, null, Map.of(), fee, now);
        }
        Payable payable = standing.payable();
        Payment paid = PaymentDraft.standalone(attempt, amount, currency, now)
                .succeeded(null, attempt.providerData(), fee, true, now);
        return standing.change()
                .payment(paid)
                .payable(payable == null ? null : payable.reviewing(standing.othersInReview(), now))
                .attempt(attempt.succeeded(paid.id(), null, Map.of(), now));
    }

    private static Attempt.Review requireReview(Attempt attempt) {
        Attempt.Review review = attempt.review();
        if (attempt.status() != Attempt.Status.REVIEW || review == null) {
            throw ErrorCode.CONFLICT.withMessage("There is nothing to look at here.");
        }
        return review;
    }
}
