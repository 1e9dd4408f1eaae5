package com.plugipay.settlement;

import com.plugipay.async.Rounds;
import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.Settler;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.paymentmethods.KeptMethod;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.payments.Fee;
import com.plugipay.payments.Fees;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Outcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one path by which outcomes of charges become payments. */
public final class Settlement implements Settler {
    /** The names under which adapters keep the provider's id of a payment, where a charge can be paid more than once. */
    private static final List<String> PAYMENT_IDS = List.of("paymentId", "transactionId");

    /** Records money that its provider has taken back as a refund. */
    public interface MoneyTakenBack {
        /**
         * Makes the refund.
         *
         * @param reference the provider's own for the money; null when it gives none
         */
        Future<?> refund(ChangeContext context, Attempt attempt, @Nullable String reference);
    }

    private final SettlementTransaction transaction;
    private final AttemptStore attempts;
    private final MoneyTakenBack takenBack;
    private final PaymentMethodStore methods;
    private final SettlementRules rules;

    public Settlement(
            SettlementTransaction transaction,
            AttemptStore attempts,
            PaymentMethodStore methods,
            MoneyTakenBack takenBack,
            Fees fees) {
        this.transaction = transaction;
        this.attempts = attempts;
        this.methods = methods;
        this.takenBack = takenBack;
        this.rules = new SettlementRules(fees);
    }

    @Override
    public Future<Attempt> settle(ChangeContext context, String attemptId, Outcome outcome) {
        return attempts.find(context.tenant(), attemptId)
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .compose(attempt -> settle(context, attempt, outcome));
    }

    @Override
    public Future<Attempt> settle(ChangeContext context, Attempt attempt, Outcome outcome) {
        return Rounds.until(() -> kept(context, attempt, outcome)
                .compose(kept -> settle(context, attempt, outcome, kept))
                .map(Optional::of)
                .recover(failure -> failure instanceof ChangedPaymentMethod.Taken
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure)));
    }

    /** Prepares the payment method that the provider has stored with a charge; null when there is none, or it is known. */
    private Future<@Nullable KeptMethod> kept(ChangeContext context, Attempt attempt, Outcome outcome) {
        String customer = attempt.savedFor();
        return outcome instanceof Outcome.Succeeded done
                        && done.stored() != null
                        && customer != null
                        && attempt.awaitsStoredMethod()
                ? methods.keep(context.tenant(), customer, attempt.provider(), done.stored(), context.now())
                : Future.succeededFuture();
    }

    private Future<Attempt> settle(ChangeContext context, Attempt attempt, Outcome outcome, @Nullable KeptMethod kept) {
        return transaction
                .onAttempt(
                        context,
                        attempt,
                        (state, read) -> rules.of(state, read, outcome, kept, context.now()),
                        (write, transition) -> {
                            // When the outcome is unknown, a repeat of the request asks the provider again.
                            if (outcome.isKnown()) {
                                respondWithDirectPayment(write, transition);
                            }
                        })
                .compose(settled -> afterMoney(context, settled, outcome).map(settled));
    }

    /**
     * Settles what a person decides about a direct payment: the first decision counts, and any other after it fails.
     *
     * @param attempt as it was read just now: when it has changed meanwhile, the change changes nothing
     */
    public Future<Change<Payment>> decide(ChangeContext context, Attempt attempt, Outcome outcome) {
        if (!attempt.isUnderWay()) {
            throw ErrorCode.CONFLICT.withMessage("This has been decided already.");
        }
        return transaction.change(
                context, attempt, (state, read) -> rules.of(state, read, outcome, context.now()), Transition::payment);
    }

    @Override
    public Future<Attempt> notDone(ChangeContext context, String attemptId, Outcome.NotDone outcome) {
        return transaction.onAttempt(
                context,
                attemptId,
                (state, attempt) -> SettlementRules.notDone(state, attempt, outcome, context.now()),
                (write, transition) -> {
                    // The direct payment has failed: a repeat of the request makes another.
                    if (transition.payable() == null) {
                        write.release();
                    }
                });
    }

    /** Settles what may follow the money: it is taken back, or more comes for the same charge. */
    private Future<?> afterMoney(ChangeContext context, Attempt attempt, Outcome outcome) {
        if (outcome instanceof Outcome.Reversed reversed && attempt.hasMoney()) {
            String reference = reversed.providerReference();
            return reference != null && isAnother(attempt, reference)
                    ? anotherReversed(context, attempt, reversed, reference)
                    : takenBack(context, attempt, reversed);
        }
        if (outcome instanceof Outcome.Succeeded paid && attempt.hasMoney()) {
            String reference = paymentId(paid.providerData());
            return reference != null && isAnother(attempt, reference)
                    ? paidAgain(context, attempt, paid, reference)
                    : Future.succeededFuture();
        }
        return Future.succeededFuture();
    }

    /** Takes back money that came a second time, which has an attempt of its own, and perhaps a payment. */
    private Future<?> anotherReversed(
            ChangeContext context, Attempt attempt, Outcome.Reversed reversed, String reference) {
        return attempts.byReference(context.tenant(), attempt.provider(), reference)
                .map(found -> found.filter(Attempt::hasMoney))
                .compose(found ->
                        found.isEmpty() ? Future.succeededFuture() : takenBack(context, found.get(), reversed));
    }

    /** Refunds money that is a payment; ends the attempt when its money is still in review. */
    private Future<?> takenBack(ChangeContext context, Attempt attempt, Outcome.Reversed reversed) {
        if (attempt.status() == Attempt.Status.SUCCEEDED) {
            return takenBack.refund(context, attempt, reversed.providerReference());
        }
        return transaction
                .onAttempt(
                        context,
                        attempt.id(),
                        (state, read) -> read.status() == Attempt.Status.REVIEW
                                ? SettlementRules.end(state, read, "reversed", reversed.reason(), context.now())
                                : state.change(),
                        (write, transition) -> {})
                .compose(read -> read.status() == Attempt.Status.SUCCEEDED
                        ? takenBack.refund(context, read, reversed.providerReference())
                        : Future.succeededFuture());
    }

    private Future<?> paidAgain(ChangeContext context, Attempt attempt, Outcome.Succeeded paid, String reference) {
        Attempt.Review review = new Attempt.Review(Attempt.Reason.NO_OPEN_PAYMENT, paid.amount(), paid.currency());
        return attempts.paidAgain(context, attempt.again(reference, review, paid.providerData(), context.now()));
    }

    /**
     * Whether the provider's payment is another one than the attempt's. A code for a store's counter can be paid more than
     * once, and so can a page on which the buyer enters a card.
     */
    private static boolean isAnother(Attempt attempt, String reference) {
        String first = paymentId(attempt.providerData());
        return first != null && !first.equals(reference);
    }

    private static @Nullable String paymentId(Map<String, Object> providerData) {
        return PAYMENT_IDS.stream()
                .map(providerData::get)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Future<Attempt> abandon(ChangeContext context, String attemptId, boolean isCanceledAtProvider) {
        return transaction.onAttempt(
                context,
                attemptId,
                (state, attempt) -> attempt.isUnderWay() && !state.isOwnPayment()
                        ? state.change()
                                .attempt(attempt.canceled(
                                        "method_changed",
                                        "The buyer chose another method.",
                                        isCanceledAtProvider,
                                        context.now()))
                        : state.change(),
                (write, transition) -> {});
    }

    @Override
    public Future<Attempt> feeKnown(ChangeContext context, String attemptId, long fee) {
        return transaction.onAttempt(
                context,
                attemptId,
                (state, attempt) -> {
                    Transition transition = state.change().attempt(attempt.concluded(context.now()));
                    Payment payment = state.payment();
                    return payment != null && state.isOwnPayment() && payment.feeStatus() != Payment.FeeStatus.EXACT
                            ? transition.payment(payment.withFee(Fee.exact(fee), context.now()))
                            : transition;
                },
                (write, transition) -> {});
    }

    /** Stores the direct payment as the response to the request that made it; a refusal is not stored. */
    private static void respondWithDirectPayment(Write write, Transition transition) {
        Payment payment = transition.payment();
        if (transition.payable() == null && payment != null && payment.status() != Payment.Status.FAILED) {
            write.respond(payment);
        }
    }
}
