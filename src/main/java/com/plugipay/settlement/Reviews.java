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

/** Decisions of a merchant about attempts in review. */
public final class Reviews {
    private final SettlementTransaction transaction;
    private final Fees fees;
    private final SettlementRules rules;

    public Reviews(SettlementTransaction transaction, Fees fees) {
        this.transaction = transaction;
        this.fees = fees;
        this.rules = new SettlementRules(fees);
    }

    /**
     * The merchant takes the money as it came in: as the payment that it was meant for when that is still open, else as a
     * payment of its own.
     */
    public Change<Attempt> accept(ChangeContext context, String attemptId) {
        return transaction.change(
                context,
                attemptId,
                (state, attempt) -> {
                    Attempt.Review review = requireReview(attempt);
                    Long amount = review.receivedAmount();
                    String currency = review.receivedCurrency();
                    if (amount == null || currency == null || amount <= 0 || amount > Currencies.LARGEST_AMOUNT) {
                        throw ErrorCode.CONFLICT.withMessage("No money is known to have come in: dismiss it instead.");
                    }
                    return accepted(state, attempt, amount, currency, context.now());
                },
                Transition::attempt);
    }

    /**
     * The merchant has settled the matter elsewhere: the money does not become a payment here. Also ends an attempt whose
     * provider has not reported its outcome for three days.
     */
    public Change<Attempt> dismiss(ChangeContext context, String attemptId) {
        return transaction.change(
                context,
                attemptId,
                (state, attempt) -> {
                    if (!attempt.isGivenUp()) {
                        requireReview(attempt);
                    }
                    return SettlementRules.end(
                            state, attempt, "dismissed", "The merchant has settled this elsewhere.", context.now());
                },
                Transition::attempt);
    }

    private Transition accepted(SettlementState state, Attempt attempt, long amount, String currency, Instant now) {
        Fee fee = fees.of(attempt.provider(), attempt.method(), amount, currency, null);
        boolean hasPlace = state.hasPlace() && attempt.currency().equals(currency);
        if (hasPlace) {
            return rules.paid(state, attempt, amount, null, Map.of(), fee, now);
        }
        Payable payable = state.payable();
        Payment paid = PaymentDraft.standalone(attempt, amount, currency, now)
                .succeeded(null, attempt.providerData(), fee, true, now);
        return SettlementRules.leavePayment(
                state,
                state.change().payment(paid).attempt(attempt.succeeded(paid.id(), null, Map.of(), now)),
                payable == null ? null : payable.reviewing(state.othersInReview(), now),
                "paid_otherwise",
                "The money came in another currency and is a payment of its own.",
                now);
    }

    private static Attempt.Review requireReview(Attempt attempt) {
        Attempt.Review review = attempt.review();
        if (attempt.status() != Attempt.Status.REVIEW || review == null) {
            throw ErrorCode.CONFLICT.withMessage("There is nothing to look at here.");
        }
        return review;
    }
}
