package com.plugipay.checkout;

import com.plugipay.attempts.Attempt;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Actor;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.payments.Fees;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.settlement.PaymentDraft;
import com.plugipay.settlement.SettlementRules;
import com.plugipay.settlement.SettlementState;
import com.plugipay.settlement.SettlementTransaction;
import com.plugipay.settlement.Transition;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a session ends when a person or the clock says so.
 *
 * <p>All of it is idempotent in effect: the first decision counts, a later one that contradicts it is a conflict.
 */
public final class SessionTransitions {
    private static final Actor EXPIRY = Actor.timer("expiry", "Expiry of checkout sessions");

    /** What a merchant says who has looked for a transfer in vain. */
    private static final Outcome.Declined NOT_RECEIVED =
            new Outcome.Declined("transfer_not_received", "The transfer did not arrive.");

    private final SettlementTransaction decider;
    private final Fees fees;
    private final SettlementRules consequences;

    public SessionTransitions(SettlementTransaction decider, Fees fees) {
        this.decider = decider;
        this.fees = fees;
        this.consequences = new SettlementRules(fees);
    }

    /** The buyer says that the transfer is made: a payment is on its way. Saying it again changes nothing. */
    public Future<CheckoutSession> claimTransfer(ChangeContext origin, String sessionId) {
        return onSession(origin, sessionId, standing -> {
            CheckoutSession session = session(standing);
            requireOpen(session, origin);
            if (standing.payment() != null) {
                return standing.change();
            }
            Attempt attempt = Optional.ofNullable(standing.attempt())
                    .filter(Attempt::isActive)
                    .filter(active -> active.provider().isConfirmedByHand())
                    .orElseThrow(() -> ErrorCode.CONFLICT.withMessage("There is no transfer to wait for yet."));
            Payment payment = PaymentDraft.payment(session, attempt, attempt.amount(), origin.now());
            return standing.change()
                    .payment(payment)
                    .payable(session.awaiting(payment, origin.now()))
                    .attempt(attempt.awaiting(payment.id(), null, Map.of(), origin.now()));
        });
    }

    /**
     * The merchant has seen the money of a manual transfer.
     *
     * @param late whether to take the money although the session has ended without a payment
     */
    public Change<CheckoutSession> confirm(ChangeContext origin, String sessionId, boolean late) {
        return change(origin, sessionId, standing -> {
            CheckoutSession session = session(standing);
            requireManual(session);
            if (session.isOver(origin.now()) && !(late && session.paymentId() == null)) {
                throw ErrorCode.CONFLICT.withMessage("The session is " + described(session, origin)
                        + (session.paymentId() == null
                                ? ". If the money has arrived all the same, confirm with late: true."
                                : "."));
            }
            Attempt attempt = standing.attempt();
            return attempt == null
                    ? unasked(standing, session, origin.now())
                    : consequences.of(standing, attempt, transferred(attempt), origin.now());
        });
    }

    /** The merchant has looked, and there is no money. */
    public Change<CheckoutSession> reject(ChangeContext origin, String sessionId) {
        return change(origin, sessionId, standing -> {
            CheckoutSession session = session(standing);
            requireManual(session);
            requireOpen(session, origin);
            Attempt attempt = standing.attempt();
            if (attempt == null || standing.payment() == null) {
                return standing.change().payable(session.canceled(null, origin.now()));
            }
            return SettlementRules.end(standing, attempt, NOT_RECEIVED.code(), NOT_RECEIVED.message(), origin.now());
        });
    }

    /** What a merchant says who has seen a transfer; what the bank costs is in the table of fees. */
    private static Outcome.Succeeded transferred(Attempt attempt) {
        return new Outcome.Succeeded(null, attempt.amount(), attempt.currency(), null, Map.of());
    }

    /** The merchant gives up. Not while money is on its way: then only confirm and reject can tell. */
    public Change<CheckoutSession> cancel(ChangeContext origin, String sessionId) {
        return change(origin, sessionId, standing -> canceled(standing, origin));
    }

    /** The same for the buyer. */
    Future<CheckoutSession> cancelByBuyer(ChangeContext origin, String sessionId) {
        return onSession(origin, sessionId, standing -> canceled(standing, origin));
    }

    private static Transition canceled(SettlementState standing, ChangeContext origin) {
        CheckoutSession session = session(standing);
        requireOpen(session, origin);
        if (session.paymentId() != null) {
            throw ErrorCode.CONFLICT.withMessage("A payment is on its way.");
        }
        if (session.reviewPending()) {
            throw ErrorCode.CONFLICT.withMessage("Money has come in that has to be looked at first.");
        }
        return standing.change().payable(session.canceled(null, origin.now()));
    }

    /** The session's time is over. Nothing happens when it was paid or ended meanwhile. */
    Future<CheckoutSession> expire(CheckoutSession due, Instant now) {
        ChangeContext origin = ChangeContext.worker(due.tenant(), EXPIRY, now);
        return onSession(origin, due.id(), standing -> {
            CheckoutSession session = session(standing);
            return session.isOpen() && session.isOver(now)
                    ? standing.change().payable(session.expired(now))
                    : standing.change();
        });
    }

    /** A transfer that arrived although the buyer has never asked where to transfer to. */
    private Transition unasked(SettlementState standing, CheckoutSession session, Instant now) {
        Payment paid = Payment.pending(
                        session.terms(Method.BANK_TRANSFER, ProviderKind.confirmedByHand(), session.amount()),
                        null,
                        null,
                        now)
                .succeeded(
                        null,
                        Map.of(),
                        fees.of(
                                ProviderKind.confirmedByHand(),
                                Method.BANK_TRANSFER,
                                session.amount(),
                                session.currency(),
                                null),
                        session.isOver(now),
                        now);
        return standing.change().payment(paid).payable(session.completed(paid, standing.othersInReview(), now));
    }

    private Change<CheckoutSession> change(
            ChangeContext origin, String sessionId, Function<SettlementState, Transition> decision) {
        return decider.change(origin, sessionId, decision, transition -> (CheckoutSession) transition.payable());
    }

    private Future<CheckoutSession> onSession(
            ChangeContext origin, String sessionId, Function<SettlementState, Transition> decision) {
        return decider.onPayable(origin, sessionId, decision).map(CheckoutSession.class::cast);
    }

    private static CheckoutSession session(SettlementState standing) {
        return (CheckoutSession) Objects.requireNonNull(standing.payable());
    }

    private static void requireOpen(CheckoutSession session, ChangeContext origin) {
        if (session.isOver(origin.now())) {
            throw ErrorCode.CONFLICT.withMessage("The session is " + described(session, origin) + ".");
        }
    }

    private static void requireManual(CheckoutSession session) {
        if (session.provider() != null && !session.provider().isConfirmedByHand()) {
            throw ErrorCode.CONFLICT.withMessage("Only a manual transfer is confirmed or rejected by hand.");
        }
    }

    private static String described(CheckoutSession session, ChangeContext origin) {
        return session.isOpen() && session.isOver(origin.now())
                ? CheckoutSession.Status.EXPIRED.text()
                : session.status().text();
    }
}
