package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.PollSchedule;
import com.plugipay.payments.Fee;
import com.plugipay.payments.Fees;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an outcome of a charge. Pure: reads how things stand, gives how they will be.
 *
 * <p>The rank of what is known only rises: nothing undoes a success but a reversal. Money that has no open place, or is
 * not what was asked for, goes to a person, and never gets lost.
 */
public final class SettlementRules {
    private final Fees fees;

    public SettlementRules(Fees fees) {
        this.fees = fees;
    }

    /** The change that an outcome makes; none when all of it is so already. */
    public Transition of(SettlementState standing, Attempt attempt, Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded -> succeeded(standing, attempt, succeeded, now);
            case Outcome.Declined declined -> failed(standing, attempt, declined.code(), declined.message(), now);
            case Outcome.Rejected rejected -> failed(standing, attempt, rejected.code(), rejected.message(), now);
            case Outcome.NeedsAction needs -> needsAction(standing, attempt, needs, now);
            case Outcome.Pending pending -> pending(standing, attempt, pending, now);
            case Outcome.Held held -> held(standing, attempt, held, now);
            case Outcome.Reversed reversed -> reversed(standing, attempt, reversed, now);
            // Nothing was learned, not even of the charge itself: it may have been asked for before.
            case Outcome.NotDone ignored -> unknown(standing, attempt, now);
            case Outcome.Unknown ignored -> unknown(standing, attempt, now);
        };
    }

    /** What follows from a charge that its provider was asked for once, and that was certainly not done. */
    static Transition notDone(SettlementState standing, Attempt attempt, Outcome.NotDone outcome, Instant now) {
        return attempt.status() == Attempt.Status.STARTING
                ? end(standing, attempt, outcome.code(), outcome.message(), now)
                : standing.change();
    }

    private Transition succeeded(SettlementState standing, Attempt attempt, Outcome.Succeeded paid, Instant now) {
        if (attempt.hasMoney()) {
            return standing.change();
        }
        if (paid.amount() != attempt.amount() || !paid.currency().equals(attempt.currency())) {
            return review(standing, attempt, Attempt.Reason.AMOUNT_MISMATCH, paid, now);
        }
        if (!standing.hasPlace()) {
            return review(standing, attempt, Attempt.Reason.NO_OPEN_PAYMENT, paid, now);
        }
        Fee fee = fees.of(attempt.provider(), attempt.method(), attempt.amount(), attempt.currency(), paid.feeAmount());
        return paid(standing, attempt, attempt.amount(), paid.providerReference(), paid.providerData(), fee, now);
    }

    /** The money becomes the payment that has a place for it: the pending one, or a new one of the payable. */
    Transition paid(
            SettlementState standing,
            Attempt attempt,
            long amount,
            @Nullable String reference,
            Map<String, Object> data,
            Fee fee,
            Instant now) {
        Payable payable = standing.payable();
        boolean late = payable != null && payable.isOver(now);
        Payment pending = standing.payment();
        if (pending == null) {
            pending = PaymentDraft.payment(payable, attempt, amount, now);
        }
        Payment paid = pending.received(amount, now).succeeded(reference, data, fee, late, now);
        return standing.change()
                .payment(paid)
                .payable(payable == null ? null : payable.completed(paid, standing.othersInReview(), now))
                .attempt(attempt.succeeded(paid.id(), reference, data, now));
    }

    private static Transition review(
            SettlementState standing, Attempt attempt, Attempt.Reason reason, Outcome.Succeeded paid, Instant now) {
        Payable payable = standing.payable();
        Attempt.Review review = new Attempt.Review(reason, paid.amount(), paid.currency());
        Transition change = standing.change()
                .payable(payable == null ? null : payable.reviewing(true, now))
                .attempt(attempt.reviewed(review, paid.providerReference(), paid.providerData(), now));
        // It had failed and may become the payment again: whoever is about to fail the payment decides again.
        Payment payment = standing.payment();
        return payment != null && standing.isOwnPaymentPending() && !attempt.isUnderWay()
                ? change.payment(payment.touched(now))
                : change;
    }

    private static Transition failed(
            SettlementState standing, Attempt attempt, String code, String message, Instant now) {
        return switch (attempt.status()) {
            case SUCCEEDED, FAILED -> standing.change();
            case CANCELED ->
                attempt.nextLookUpAt() == null
                        ? standing.change()
                        : standing.change().attempt(attempt.concluded(now));
            case REVIEW -> attempt.hasMoney() ? standing.change() : end(standing, attempt, code, message, now);
            case STARTING, ACTIVE -> end(standing, attempt, code, message, now);
        };
    }

    /**
     * The attempt has failed, and with it its pending payment, unless another attempt of the payment may still become it or
     * has been paid. The payment changes in both cases: of two attempts that end at once, the second one is decided again.
     */
    public static Transition end(SettlementState standing, Attempt attempt, String code, String message, Instant now) {
        Transition change = standing.change().attempt(attempt.failed(code, message, now));
        Payable payable = standing.payable();
        if (payable != null && payable.reviewPending()) {
            payable = payable.reviewing(standing.othersInReview(), now);
        }
        Payment payment = standing.payment();
        if (payment == null || !standing.isOwnPaymentPending()) {
            return change.payable(payable);
        }
        if (standing.paymentHeldByOthers()) {
            return change.payable(payable).payment(payment.touched(now));
        }
        Payment failed = payment.failed(code, message, now);
        return change.payment(failed)
                .payable(payable == null || payable.endEvent().isPresent() ? payable : payable.canceled(failed, now));
    }

    private static Transition needsAction(
            SettlementState standing, Attempt attempt, Outcome.NeedsAction needs, Instant now) {
        // A callback may have been quicker than the answer that it follows: it knew nothing of what to do.
        boolean isNews =
                attempt.status() == Attempt.Status.STARTING || (attempt.isActive() && attempt.nextAction() == null);
        if (!isNews) {
            // What the buyer has to do is known; of the same the provider may have told more, such as a refusal.
            boolean learned = attempt.isActive()
                    && Objects.equals(needs.providerReference(), attempt.providerReference())
                    && !attempt.knows(needs.providerData());
            return learned
                    ? standing.change()
                            .attempt(attempt.learned(
                                    needs.providerReference(), needs.providerData(), needs.lastTry(), now))
                    : standing.change();
        }
        Transition change = standing.change()
                .attempt(attempt.accepted(needs.providerReference(), needs.nextAction(), needs.providerData(), now));
        Payment payment = standing.payment();
        return payment != null && standing.isOwnPayment() && payment.status() == Payment.Status.PENDING
                ? change.payment(
                        payment.accepted(needs.providerReference(), needs.nextAction(), needs.providerData(), now))
                : change;
    }

    /** A charge whose answer was lost stays so: nobody was shown what to do, and only its answer can tell. */
    private static Transition pending(SettlementState standing, Attempt attempt, Outcome.Pending pending, Instant now) {
        String reference = pending.providerReference();
        boolean news = reference != null && !reference.equals(attempt.providerReference());
        return switch (attempt.status()) {
            case STARTING, ACTIVE, CANCELED -> {
                if (news) {
                    yield standing.change()
                            .attempt(attempt.learned(reference, pending.providerData(), pending.lastTry(), now));
                }
                boolean declined = attempt.isActive()
                        && pending.lastTry() != null
                        && !pending.lastTry().code().equals(attempt.failureCode());
                yield declined
                        ? standing.change().attempt(attempt.learned(null, Map.of(), pending.lastTry(), now))
                        : unknown(standing, attempt, now);
            }
            case SUCCEEDED, FAILED, REVIEW -> standing.change();
        };
    }

    private static Transition held(SettlementState standing, Attempt attempt, Outcome.Held held, Instant now) {
        Payable payable = standing.payable();
        if (!attempt.isUnderWay()) {
            return standing.change();
        }
        if (payable == null || payable.isOver(now) || standing.payment() != null) {
            // It may be held for longer than it is asked for; then nobody would look at it any more.
            return attempt.isActive()
                    ? unknown(standing, attempt, now)
                    : standing.change()
                            .attempt(attempt.accepted(held.providerReference(), null, held.providerData(), now));
        }
        Payment payment = PaymentDraft.payment(payable, attempt, attempt.amount(), now)
                .accepted(held.providerReference(), null, held.providerData(), now);
        return standing.change()
                .payment(payment)
                .payable(payable.awaiting(payment, now))
                .attempt(attempt.awaiting(payment.id(), held.providerReference(), held.providerData(), now));
    }

    /** Money that was never here comes to nothing; what was here goes back as a refund, which is not decided here. */
    private static Transition reversed(
            SettlementState standing, Attempt attempt, Outcome.Reversed reversed, Instant now) {
        return failed(standing, attempt, "reversed", reversed.reason(), now);
    }

    /** Three days without an answer are a matter for a person. */
    private static Transition unknown(SettlementState standing, Attempt attempt, Instant now) {
        if (attempt.isUnderWay() && PollSchedule.isExhausted(attempt.lookUps() + 1)) {
            Payable payable = standing.payable();
            return standing.change()
                    .payable(payable == null ? null : payable.reviewing(true, now))
                    .attempt(attempt.reviewed(
                            new Attempt.Review(Attempt.Reason.OUTCOME_UNKNOWN, null, null), null, Map.of(), now));
        }
        return attempt.status() == Attempt.Status.STARTING && attempt.lookUps() == 0
                ? standing.change().attempt(attempt.uncertain(now))
                : standing.change();
    }
}
