package com.plugipay.checkout;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.Settler;
import com.plugipay.db.Origin;
import com.plugipay.db.Write;
import com.plugipay.payments.Fee;
import com.plugipay.payments.Fees;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Outcome;
import com.plugipay.refunds.Refunds;
import io.vertx.core.Future;

/** The one path by which outcomes of charges become payments. */
public final class Settlement implements Settler {
    private final Decider decider;
    private final Refunds refunds;
    private final Consequences consequences;

    public Settlement(Decider decider, Refunds refunds, Fees fees) {
        this.decider = decider;
        this.refunds = refunds;
        this.consequences = new Consequences(fees);
    }

    @Override
    public Future<Attempt> settle(Origin origin, String attemptId, Outcome outcome) {
        return decider.onAttempt(
                        origin,
                        attemptId,
                        (standing, attempt) -> consequences.of(standing, attempt, outcome, origin.now()),
                        Settlement::answerDirectPayment)
                .compose(attempt ->
                        outcome instanceof Outcome.Reversed reversed && attempt.status() == Attempt.Status.SUCCEEDED
                                ? refunds.reversed(origin, attempt, reversed.providerReference())
                                        .map(attempt)
                                : Future.succeededFuture(attempt));
    }

    @Override
    public Future<Attempt> abandon(Origin origin, String attemptId, boolean providerKnows) {
        return decider.onAttempt(
                origin,
                attemptId,
                (standing, attempt) -> attempt.isUnderWay() && !standing.isOwnPayment()
                        ? standing.change()
                                .attempt(attempt.canceled(
                                        "method_changed",
                                        "The buyer chose another method.",
                                        providerKnows,
                                        origin.now()))
                        : standing.change(),
                (write, change) -> {});
    }

    @Override
    public Future<Attempt> feeKnown(Origin origin, String attemptId, long fee) {
        return decider.onAttempt(
                origin,
                attemptId,
                (standing, attempt) -> {
                    Change change = standing.change().attempt(attempt.concluded(origin.now()));
                    Payment payment = standing.payment();
                    return payment != null && standing.isOwnPayment() && payment.feeStatus() != Payment.FeeStatus.EXACT
                            ? change.payment(payment.withFee(Fee.exact(fee), origin.now()))
                            : change;
                },
                (write, change) -> {});
    }

    /** A request for a direct payment is answered with it, and the answer joins the intention; refusals are not kept. */
    private static void answerDirectPayment(Write write, Change change) {
        Payment payment = change.payment();
        if (change.session() == null && payment != null && payment.status() != Payment.Status.FAILED) {
            write.answerAtLast(payment);
        }
    }
}
