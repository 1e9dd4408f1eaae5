package com.plugipay.checkout;

import com.plugipay.attempts.Attempt;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Actor;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.payments.Fees;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.settlement.Payable;
import com.plugipay.settlement.PaymentDraft;
import com.plugipay.settlement.SettlementRules;
import com.plugipay.settlement.SettlementState;
import com.plugipay.settlement.SettlementTransaction;
import com.plugipay.settlement.Transition;
import com.plugipay.text.WebAddress;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The changes of sessions that the merchant, the buyer or the clock makes, in contrast to those that a provider reports.
 *
 * <p>The first decision counts; a later one that contradicts it is a conflict.
 */
public final class SessionTransitions {
    private static final Actor EXPIRY = Actor.timer("expiry", "Expiry of checkout sessions");

    /** The outcome of a transfer that the merchant has rejected. */
    private static final Outcome.Declined NOT_RECEIVED =
            new Outcome.Declined("transfer_not_received", "The transfer did not arrive.");

    private final SettlementTransaction transaction;
    private final SettlementRules rules;

    public SessionTransitions(SettlementTransaction transaction, Fees fees) {
        this.transaction = transaction;
        this.rules = new SettlementRules(fees);
    }

    /**
     * The buyer states that the transfer was made, which makes a pending payment. Stating it again changes nothing but
     * the address of the proof.
     *
     * @param proofUrl where the buyer keeps a proof; null for none, which leaves an earlier one
     */
    public Future<CheckoutSession> claimTransfer(
            ChangeContext context, String sessionId, @Nullable WebAddress proofUrl) {
        return onSession(context, sessionId, state -> {
            PayableSession session = session(state);
            requireOpen(session, context);
            PayableSession proved = session.with(session.session().proved(proofUrl, context.now()));
            if (state.payment() != null) {
                return state.change().payable(proved);
            }
            Attempt attempt = Optional.ofNullable(state.attempt())
                    .filter(Attempt::isActive)
                    .filter(active -> active.provider().isConfirmedByHand())
                    .orElseThrow(() -> ErrorCode.CONFLICT.withMessage("The session expects no transfer yet."));
            Payment payment = PaymentDraft.payment(session, attempt, attempt.amount(), context.now());
            return state.change()
                    .payment(payment)
                    .payable(proved.awaiting(payment, context.now()))
                    .attempt(attempt.awaiting(payment.id(), null, Map.of(), context.now()));
        });
    }

    /**
     * The merchant confirms that the money of a manual transfer has arrived.
     *
     * @param late whether to complete the session although it has ended without a payment
     */
    public Change<CheckoutSession> confirm(ChangeContext context, String sessionId, boolean late) {
        return change(context, sessionId, state -> {
            PayableSession session = session(state);
            requireManual(session);
            if (session.isOver(context.now()) && !(late && session.paymentId() == null)) {
                throw ErrorCode.CONFLICT.withMessage("The session is " + statusText(session, context)
                        + (session.paymentId() == null
                                ? ". If the money has arrived nevertheless, confirm with late: true."
                                : "."));
            }
            Attempt attempt = state.attempt();
            return attempt == null
                    ? rules.receivedByHand(state, context.now())
                    : rules.of(state, attempt, transferred(attempt), context.now());
        });
    }

    /** The merchant rejects a manual transfer, because the money has not arrived. */
    public Change<CheckoutSession> reject(ChangeContext context, String sessionId) {
        return change(context, sessionId, state -> {
            PayableSession session = session(state);
            requireManual(session);
            requireOpen(session, context);
            Attempt attempt = state.attempt();
            if (attempt == null || state.payment() == null) {
                return state.change().payable(session.canceled(null, context.now()));
            }
            return SettlementRules.end(state, attempt, NOT_RECEIVED.code(), NOT_RECEIVED.message(), context.now());
        });
    }

    /** The outcome of a transfer that the merchant has confirmed. Its fee is unknown here: the table of fees has it. */
    private static Outcome.Succeeded transferred(Attempt attempt) {
        return new Outcome.Succeeded(null, attempt.amount(), attempt.currency(), null, Map.of());
    }

    /** The merchant cancels the session, which is not possible while a payment is pending. */
    public Change<CheckoutSession> cancel(ChangeContext context, String sessionId) {
        return change(context, sessionId, state -> canceled(state, context));
    }

    /** The buyer cancels the session, under the same conditions. */
    Future<CheckoutSession> cancelByBuyer(ChangeContext context, String sessionId) {
        return onSession(context, sessionId, state -> canceled(state, context));
    }

    private static Transition canceled(SettlementState state, ChangeContext context) {
        PayableSession session = session(state);
        requireOpen(session, context);
        if (session.paymentId() != null) {
            throw ErrorCode.CONFLICT.withMessage("A payment of the session is pending.");
        }
        if (session.reviewPending()) {
            throw ErrorCode.CONFLICT.withMessage("The session has received money that has to be reviewed first.");
        }
        return state.change().payable(session.canceled(null, context.now()));
    }

    /** Ends a session whose time is over; changes nothing when it was paid or ended meanwhile. */
    public Future<CheckoutSession> expire(CheckoutSession due, Instant now) {
        ChangeContext context = ChangeContext.worker(due.tenant(), EXPIRY, now);
        return onSession(context, due.id(), state -> {
            PayableSession payable = session(state);
            CheckoutSession session = payable.session();
            return session.isOpen() && session.isOver(now)
                    ? state.change().payable(payable.with(session.expired(now)))
                    : state.change();
        });
    }

    private Change<CheckoutSession> change(
            ChangeContext context, String sessionId, Function<SettlementState, Transition> decision) {
        return transaction.change(context, sessionId, decision, transition -> ofSession(transition.payable()));
    }

    private Future<CheckoutSession> onSession(
            ChangeContext context, String sessionId, Function<SettlementState, Transition> decision) {
        return transaction.onPayable(context, sessionId, decision).map(SessionTransitions::ofSession);
    }

    /** There may be something else to be paid with the id in the path. */
    private static PayableSession session(SettlementState state) {
        if (state.payable() instanceof PayableSession session) {
            return session;
        }
        throw ErrorCode.NOT_FOUND.exception();
    }

    private static CheckoutSession ofSession(@Nullable Payable payable) {
        return ((PayableSession) Objects.requireNonNull(payable)).session();
    }

    private static void requireOpen(PayableSession session, ChangeContext context) {
        if (session.isOver(context.now())) {
            throw ErrorCode.CONFLICT.withMessage("The session is " + statusText(session, context) + ".");
        }
    }

    private static void requireManual(PayableSession session) {
        ProviderKind provider = session.session().provider();
        if (provider != null && !provider.isConfirmedByHand()) {
            throw ErrorCode.CONFLICT.withMessage("Only a manual transfer can be confirmed or rejected.");
        }
    }

    private static String statusText(PayableSession payable, ChangeContext context) {
        CheckoutSession session = payable.session();
        if (session.isOpen() && payable.hasEnded()) {
            return "of an invoice that has ended";
        }
        return session.isOpen() && session.isOver(context.now())
                ? CheckoutSession.Status.EXPIRED.text()
                : session.status().text();
    }
}
