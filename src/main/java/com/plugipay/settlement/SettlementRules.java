package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.PollSchedule;
import com.plugipay.paymentmethods.KeptMethod;
import com.plugipay.payments.Fee;
import com.plugipay.payments.Fees;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.kit.DeclineCodes;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an outcome of a charge changes. Pure: takes a state and returns a transition.
 *
 * <p>Nothing undoes a success but a reversal. Money for which no payment is open, or of another amount than was asked for, is
 * put in review and never lost.
 */
public final class SettlementRules {
    private final Fees fees;

    public SettlementRules(Fees fees) {
        this.fees = fees;
    }

    /** The transition that an outcome makes; nothing changes in it when the outcome is known already. */
    public Transition of(SettlementState state, Attempt attempt, Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded -> succeeded(state, attempt, succeeded, now);
            case Outcome.Declined declined -> failed(state, attempt, declined.code(), declined.message(), now);
            case Outcome.Rejected rejected -> failed(state, attempt, rejected.code(), rejected.message(), now);
            case Outcome.NeedsAction needs -> needsAction(state, attempt, needs, now);
            case Outcome.Pending pending -> pending(state, attempt, pending, now);
            case Outcome.Held held -> held(state, attempt, held, now);
            case Outcome.Reversed reversed -> reversed(state, attempt, reversed, now);
            // It says nothing of the charge, which an earlier request may have made.
            case Outcome.NotDone ignored -> unknown(state, attempt, now);
            case Outcome.Unknown ignored -> unknown(state, attempt, now);
        };
    }

    /** The same, where the provider has stored a payment method with a success; null when it has not. */
    Transition of(SettlementState state, Attempt attempt, Outcome outcome, @Nullable KeptMethod kept, Instant now) {
        Transition transition = of(state, attempt, outcome, now);
        if (outcome instanceof Outcome.Succeeded done && kept != null) {
            return stored(transition, attempt, done, kept, now);
        }
        Attempt after = Objects.requireNonNull(transition.attempt());
        String code = after.failureCode();
        return attempt.isByStoredMethod()
                        && attempt.status() != Attempt.Status.FAILED
                        && after.status() == Attempt.Status.FAILED
                        && code != null
                        && DeclineCodes.isNeverAgain(code)
                ? transition.with(EndedPaymentMethod.of(attempt, code))
                : transition;
    }

    private static Transition stored(
            Transition transition, Attempt attempt, Outcome.Succeeded done, KeptMethod kept, Instant now) {
        String id = kept.method().id();
        Attempt after = Objects.requireNonNull(transition.attempt());
        if (attempt.isSetup()) {
            Payable payable = Objects.requireNonNull(transition.payable());
            return attempt.status() == Attempt.Status.SUCCEEDED
                    ? transition
                    : transition
                            .with(new ChangedPaymentMethod(kept))
                            .attempt(attempt.setUp(id, done.providerReference(), done.providerData(), now))
                            .payable(payable.stored(id, now));
        }
        return after.status() == Attempt.Status.SUCCEEDED && after.awaitsStoredMethod()
                ? transition.with(new ChangedPaymentMethod(kept)).attempt(after.stored(id, now))
                : transition;
    }

    /** The transition when the provider was asked for the charge once and has certainly not made it. */
    static Transition notDone(SettlementState state, Attempt attempt, Outcome.NotDone outcome, Instant now) {
        return attempt.status() == Attempt.Status.STARTING
                ? end(state, attempt, outcome.code(), outcome.message(), now)
                : state.change();
    }

    private Transition succeeded(SettlementState state, Attempt attempt, Outcome.Succeeded paid, Instant now) {
        if (attempt.hasMoney()) {
            return state.change();
        }
        if (attempt.isSetup()) {
            // No money moves. Without the stored method nothing has been reached yet.
            return unknown(state, attempt, now);
        }
        if (paid.amount() != attempt.amount() || !paid.currency().equals(attempt.currency())) {
            return review(state, attempt, Attempt.Reason.AMOUNT_MISMATCH, paid, now);
        }
        if (!state.hasPlace()) {
            return review(state, attempt, Attempt.Reason.NO_OPEN_PAYMENT, paid, now);
        }
        Fee fee = fees.of(attempt.provider(), attempt.method(), attempt.amount(), attempt.currency(), paid.feeAmount());
        return paid(state, attempt, attempt.amount(), paid.providerReference(), paid.providerData(), fee, now);
    }

    /** The money completes the pending payment, or makes a new one of what is paid. */
    Transition paid(
            SettlementState state,
            Attempt attempt,
            long amount,
            @Nullable String reference,
            Map<String, Object> data,
            Fee fee,
            Instant now) {
        Payable payable = state.payable();
        boolean isLate = payable != null && payable.isOver(now);
        Payment pending = state.payment();
        if (pending == null) {
            pending = PaymentDraft.payment(payable, attempt, amount, now);
        }
        Payment paid = pending.received(amount, now).succeeded(reference, data, fee, isLate, now);
        return state.change()
                .payment(paid)
                .payable(payable == null ? null : payable.completed(paid, state.othersInReview(), now))
                .attempt(attempt.succeeded(paid.id(), reference, data, now));
    }

    /** The merchant has received the money of what is to be paid, outside of every charge. */
    public Transition receivedByHand(SettlementState state, Instant now) {
        Payable payable = Objects.requireNonNull(state.payable());
        ProviderKind byHand = ProviderKind.confirmedByHand();
        long amount = payable.amountDue();
        Fee fee = fees.of(byHand, Method.BANK_TRANSFER, amount, payable.currency(), null);
        Payment paid = Payment.pending(payable.terms(Method.BANK_TRANSFER, byHand, amount), null, null, now)
                .succeeded(null, Map.of(), fee, payable.isOver(now), now);
        return state.change().payment(paid).payable(payable.completed(paid, state.othersInReview(), now));
    }

    private static Transition review(
            SettlementState state, Attempt attempt, Attempt.Reason reason, Outcome.Succeeded paid, Instant now) {
        Payable payable = state.payable();
        Attempt.Review review = new Attempt.Review(reason, paid.amount(), paid.currency());
        Transition transition = state.change()
                .payable(payable == null ? null : payable.reviewing(true, now))
                .attempt(attempt.reviewed(review, paid.providerReference(), paid.providerData(), now));
        // An attempt that had ended holds the payment again: whoever fails the payment at this moment decides again.
        Payment payment = state.payment();
        return payment != null && state.isOwnPaymentPending() && !attempt.isUnderWay()
                ? transition.payment(payment.touched(now))
                : transition;
    }

    private static Transition failed(SettlementState state, Attempt attempt, String code, String message, Instant now) {
        return switch (attempt.status()) {
            case SUCCEEDED, FAILED -> state.change();
            case CANCELED ->
                attempt.nextLookUpAt() == null ? state.change() : state.change().attempt(attempt.concluded(now));
            case REVIEW -> attempt.hasMoney() ? state.change() : end(state, attempt, code, message, now);
            case STARTING, ACTIVE -> end(state, attempt, code, message, now);
        };
    }

    /**
     * The attempt fails, and with it its pending payment, unless another attempt of the payment is under way or in review or
     * has paid it. The payment changes in both cases: of two attempts that end at once, the second one is decided again.
     */
    public static Transition end(SettlementState state, Attempt attempt, String code, String message, Instant now) {
        Transition transition = state.change().attempt(attempt.failed(code, message, now));
        Payable payable = state.payable();
        if (payable != null && payable.reviewPending()) {
            payable = payable.reviewing(state.othersInReview(), now);
        }
        return leavePayment(state, transition, payable, code, message, now);
    }

    /** The attempt does not pay its pending payment any more, which fails unless another attempt holds it. */
    static Transition leavePayment(
            SettlementState state,
            Transition transition,
            @Nullable Payable payable,
            String code,
            String message,
            Instant now) {
        Payment payment = state.payment();
        if (payment == null || !state.isOwnPaymentPending()) {
            return transition.payable(payable);
        }
        if (state.paymentHeldByOthers()) {
            return transition.payable(payable).payment(payment.touched(now));
        }
        Payment failed = payment.failed(code, message, now);
        return transition
                .payment(failed)
                .payable(payable == null || payable.hasEnded() ? payable : payable.canceled(failed, now));
    }

    private static Transition needsAction(
            SettlementState state, Attempt attempt, Outcome.NeedsAction needs, Instant now) {
        // A callback may come before the response to the charge, which alone says what the buyer has to do.
        boolean isFirst =
                attempt.status() == Attempt.Status.STARTING || (attempt.isActive() && attempt.nextAction() == null);
        if (!isFirst) {
            // The next action is known; the provider may have reported more about the same charge, such as a refusal.
            boolean hasMore = attempt.isActive()
                    && Objects.equals(needs.providerReference(), attempt.providerReference())
                    && !attempt.hasProviderData(needs.providerData());
            return hasMore
                    ? state.change()
                            .attempt(attempt.learned(
                                    needs.providerReference(), needs.providerData(), needs.lastTry(), now))
                    : state.change();
        }
        Transition transition = state.change()
                .attempt(attempt.accepted(needs.providerReference(), needs.nextAction(), needs.providerData(), now));
        Payment payment = state.payment();
        return payment != null && state.isOwnPaymentPending()
                ? transition.payment(
                        payment.accepted(needs.providerReference(), needs.nextAction(), needs.providerData(), now))
                : transition;
    }

    /** An attempt whose response was lost keeps its status: only that response says what the buyer has to do. */
    private static Transition pending(SettlementState state, Attempt attempt, Outcome.Pending pending, Instant now) {
        String reference = pending.providerReference();
        boolean isNewReference = reference != null && !reference.equals(attempt.providerReference());
        return switch (attempt.status()) {
            case STARTING, ACTIVE, CANCELED -> {
                if (isNewReference) {
                    yield state.change()
                            .attempt(attempt.learned(reference, pending.providerData(), pending.lastTry(), now));
                }
                boolean isNewlyDeclined = attempt.isActive()
                        && pending.lastTry() != null
                        && !pending.lastTry().code().equals(attempt.failureCode());
                yield isNewlyDeclined
                        ? state.change().attempt(attempt.learned(null, Map.of(), pending.lastTry(), now))
                        : unknown(state, attempt, now);
            }
            case SUCCEEDED, FAILED, REVIEW -> state.change();
        };
    }

    private static Transition held(SettlementState state, Attempt attempt, Outcome.Held held, Instant now) {
        Payable payable = state.payable();
        if (!attempt.isUnderWay()) {
            return state.change();
        }
        if (payable == null || payable.isOver(now) || state.payment() != null) {
            // The provider may hold it for longer than it is polled; it is put in review when the polls are over.
            return attempt.isActive()
                    ? unknown(state, attempt, now)
                    : state.change()
                            .attempt(attempt.accepted(held.providerReference(), null, held.providerData(), now));
        }
        Payment payment = PaymentDraft.payment(payable, attempt, attempt.amount(), now)
                .accepted(held.providerReference(), null, held.providerData(), now);
        return state.change()
                .payment(payment)
                .payable(payable.awaiting(payment, now))
                .attempt(attempt.awaiting(payment.id(), held.providerReference(), held.providerData(), now));
    }

    /** Money that has not come fails the attempt. Money that has come is refunded, which is not decided here. */
    private static Transition reversed(SettlementState state, Attempt attempt, Outcome.Reversed reversed, Instant now) {
        return failed(state, attempt, "reversed", reversed.reason(), now);
    }

    /** An attempt whose outcome is unknown for three days is put in review. */
    private static Transition unknown(SettlementState state, Attempt attempt, Instant now) {
        if (attempt.isUnderWay() && PollSchedule.isExhausted(attempt.lookUps() + 1)) {
            Payable payable = state.payable();
            return state.change()
                    .payable(payable == null ? null : payable.reviewing(true, now))
                    .attempt(attempt.reviewed(
                            new Attempt.Review(Attempt.Reason.OUTCOME_UNKNOWN, null, null), null, Map.of(), now));
        }
        return attempt.status() == Attempt.Status.STARTING && attempt.lookUps() == 0
                ? state.change().attempt(attempt.uncertain(now))
                : state.change();
    }
}
