package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.Settler;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.payments.Fee;
import com.plugipay.payments.Fees;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one path by which outcomes of charges become payments. */
public final class Settlement implements Settler {
    /** Under what names adapters keep the provider's id of the money itself, where a charge can be paid more than once. */
    private static final List<String> PAID_BY = List.of("paymentId", "transactionId");

    /** Writes money that its provider has taken back down as a refund. */
    public interface MoneyTakenBack {
        /** The reference is the provider's own for the money, if it tells one. */
        Future<?> refund(ChangeContext origin, Attempt attempt, @Nullable String reference);
    }

    private final SettlementTransaction decider;
    private final AttemptStore attempts;
    private final MoneyTakenBack takenBack;
    private final SettlementRules consequences;

    public Settlement(SettlementTransaction decider, AttemptStore attempts, MoneyTakenBack takenBack, Fees fees) {
        this.decider = decider;
        this.attempts = attempts;
        this.takenBack = takenBack;
        this.consequences = new SettlementRules(fees);
    }

    @Override
    public Future<Attempt> settle(ChangeContext origin, String attemptId, Outcome outcome) {
        return attempts.find(origin.tenant(), attemptId)
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .compose(attempt -> settle(origin, attempt, outcome));
    }

    @Override
    public Future<Attempt> settle(ChangeContext origin, Attempt attempt, Outcome outcome) {
        return decider.onAttempt(
                        origin,
                        attempt,
                        (standing, read) -> consequences.of(standing, read, outcome, origin.now()),
                        (write, change) -> {
                            // Of what is not known a repeat of the request asks again.
                            if (outcome.isAnswer()) {
                                answerDirectPayment(write, change);
                            }
                        })
                .compose(settled -> afterMoney(origin, settled, outcome).map(settled));
    }

    /** What a person says of a payment without a session: the first word counts, and any other after it fails. */
    public Change<Payment> decide(ChangeContext origin, String attemptId, Outcome outcome) {
        return decider.change(
                origin,
                attemptId,
                (standing, attempt) -> {
                    if (!attempt.isUnderWay()) {
                        throw ErrorCode.CONFLICT.withMessage("This has been decided already.");
                    }
                    return consequences.of(standing, attempt, outcome, origin.now());
                },
                Transition::payment);
    }

    @Override
    public Future<Attempt> notDone(ChangeContext origin, String attemptId, Outcome.NotDone outcome) {
        return decider.onAttempt(
                origin,
                attemptId,
                (standing, attempt) -> SettlementRules.notDone(standing, attempt, outcome, origin.now()),
                (write, change) -> {
                    // The payment that was intended has failed: a repeat of the request makes another.
                    if (change.payable() == null) {
                        write.release();
                    }
                });
    }

    /** What may still come after the money: it is taken back, or comes a second time. */
    private Future<?> afterMoney(ChangeContext origin, Attempt attempt, Outcome outcome) {
        if (outcome instanceof Outcome.Reversed reversed && attempt.hasMoney()) {
            String reference = reversed.providerReference();
            return reference != null && isAnother(attempt, reference)
                    ? anotherReversed(origin, attempt, reversed, reference)
                    : takenBack(origin, attempt, reversed);
        }
        if (outcome instanceof Outcome.Succeeded paid && attempt.hasMoney()) {
            String told = paidBy(paid.providerData());
            return told != null && isAnother(attempt, told)
                    ? again(origin, attempt, paid, told)
                    : Future.succeededFuture();
        }
        return Future.succeededFuture();
    }

    /** What was paid a second time may be a payment of its own by now, and only that one is taken back then. */
    private Future<?> anotherReversed(
            ChangeContext origin, Attempt attempt, Outcome.Reversed reversed, String reference) {
        return attempts.byReference(origin.tenant(), attempt.provider(), reference)
                .map(found -> found.filter(Attempt::hasMoney))
                .compose(
                        found -> found.isEmpty() ? Future.succeededFuture() : takenBack(origin, found.get(), reversed));
    }

    /** What is a payment goes back as a refund; what still waits for a person is no longer there to be looked at. */
    private Future<?> takenBack(ChangeContext origin, Attempt attempt, Outcome.Reversed reversed) {
        if (attempt.status() == Attempt.Status.SUCCEEDED) {
            return takenBack.refund(origin, attempt, reversed.providerReference());
        }
        return decider.onAttempt(
                        origin,
                        attempt.id(),
                        (standing, read) -> read.status() == Attempt.Status.REVIEW
                                ? SettlementRules.end(standing, read, "reversed", reversed.reason(), origin.now())
                                : standing.change(),
                        (write, change) -> {})
                .compose(read -> read.status() == Attempt.Status.SUCCEEDED
                        ? takenBack.refund(origin, read, reversed.providerReference())
                        : Future.succeededFuture());
    }

    private Future<?> again(ChangeContext origin, Attempt attempt, Outcome.Succeeded paid, String reference) {
        Attempt.Review review = new Attempt.Review(Attempt.Reason.NO_OPEN_PAYMENT, paid.amount(), paid.currency());
        return attempts.paidAgain(origin, attempt.again(reference, review, paid.providerData(), origin.now()), review);
    }

    /**
     * A code for a store's counter can be paid more than once, and so can a page on which the buyer enters a card: each
     * time by another payment at the provider.
     */
    private static boolean isAnother(Attempt attempt, String told) {
        String known = paidBy(attempt.providerData());
        return known != null && !known.equals(told);
    }

    private static @Nullable String paidBy(Map<String, Object> providerData) {
        return PAID_BY.stream()
                .map(providerData::get)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Future<Attempt> abandon(ChangeContext origin, String attemptId, boolean providerKnows) {
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
    public Future<Attempt> feeKnown(ChangeContext origin, String attemptId, long fee) {
        return decider.onAttempt(
                origin,
                attemptId,
                (standing, attempt) -> {
                    Transition change = standing.change().attempt(attempt.concluded(origin.now()));
                    Payment payment = standing.payment();
                    return payment != null && standing.isOwnPayment() && payment.feeStatus() != Payment.FeeStatus.EXACT
                            ? change.payment(payment.withFee(Fee.exact(fee), origin.now()))
                            : change;
                },
                (write, change) -> {});
    }

    /** A request for a direct payment is answered with it, and the answer joins the intention; refusals are not kept. */
    private static void answerDirectPayment(Write write, Transition change) {
        Payment payment = change.payment();
        if (change.payable() == null && payment != null && payment.status() != Payment.Status.FAILED) {
            write.respond(payment);
        }
    }
}
