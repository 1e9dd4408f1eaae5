package com.plugipay.checkout;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
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
    /** Under what name adapters keep the provider's id of the payment behind a charge. */
    private static final String PAYMENT_ID = "paymentId";

    private final Decider decider;
    private final AttemptStore attempts;
    private final Refunds refunds;
    private final Consequences consequences;

    public Settlement(Decider decider, AttemptStore attempts, Refunds refunds, Fees fees) {
        this.decider = decider;
        this.attempts = attempts;
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
                .compose(attempt -> attempt.status() == Attempt.Status.SUCCEEDED
                        ? afterSuccess(origin, attempt, outcome).map(attempt)
                        : Future.succeededFuture(attempt));
    }

    /** What may still come after a success: the money is taken back, or comes a second time. */
    private Future<?> afterSuccess(Origin origin, Attempt attempt, Outcome outcome) {
        if (outcome instanceof Outcome.Reversed reversed) {
            return refunds.reversed(origin, attempt, reversed.providerReference());
        }
        if (outcome instanceof Outcome.Succeeded paid && isAnother(attempt, paid)) {
            Attempt.Review review = new Attempt.Review(Attempt.Reason.NO_OPEN_PAYMENT, paid.amount(), paid.currency());
            String reference = String.valueOf(paid.providerData().get(PAYMENT_ID));
            return attempts.paidAgain(
                    origin, attempt.again(reference, review, paid.providerData(), origin.now()), review);
        }
        return Future.succeededFuture();
    }

    /** A code for a store's counter can be paid more than once, each time as another payment at the provider. */
    private static boolean isAnother(Attempt attempt, Outcome.Succeeded paid) {
        Object known = attempt.providerData().get(PAYMENT_ID);
        Object told = paid.providerData().get(PAYMENT_ID);
        return known != null && told != null && !known.equals(told);
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
