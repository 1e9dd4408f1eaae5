package com.plugipay.checkout;

import com.plugipay.audit.Actor;
import com.plugipay.checkout.SettlementStore.Change;
import com.plugipay.db.Database;
import com.plugipay.db.Origin;
import com.plugipay.db.Write;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentStore;
import com.plugipay.problems.Problem;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a session ends, whoever says so: read, decide, write; and if somebody was faster, the same again.
 *
 * <p>All of it is idempotent in effect: the first decision counts, a later one that contradicts it is a conflict.
 */
public final class Settlement {
    private static final Actor EXPIRY = Actor.timer("expiry", "Expiry of checkout sessions");

    /** What the merchant's own bank costs is not known here. */
    private static final long NO_FEE = 0;

    private final CheckoutSessionStore sessions;
    private final AttemptStore attempts;
    private final PaymentStore payments;
    private final SettlementStore store;

    public Settlement(Database database, CheckoutSessionStore sessions, PaymentStore payments) {
        this.sessions = sessions;
        this.attempts = new AttemptStore(database);
        this.payments = payments;
        this.store = new SettlementStore(database);
    }

    /** Everything that a decision is made on. */
    private record Standing(CheckoutSession session, Optional<Attempt> attempt, Optional<Payment> payment) {}

    @FunctionalInterface
    private interface Decision {
        /** The change; null when what is wanted is so already. */
        @Nullable
        Change on(Standing standing);
    }

    /** The buyer says that the transfer is made: a payment is on its way. Saying it again changes nothing. */
    public Future<CheckoutSession> claim(Origin origin, String sessionId) {
        return change(origin, sessionId, standing -> {
            CheckoutSession session = standing.session();
            if (session.isOpen() && session.paymentId() != null) {
                return null;
            }
            requireOpen(session, origin);
            Attempt attempt = standing.attempt()
                    .filter(Attempt::isActive)
                    .filter(active -> active.provider() == ProviderKind.MANUAL)
                    .orElseThrow(() -> Problem.CONFLICT.saying("There is no transfer to wait for yet."));
            Payment payment = Payment.pending(
                    terms(session, attempt), attempt.providerReference(), attempt.nextAction(), origin.now());
            return new Change(session, session.awaiting(payment, origin.now()), payment, Attempt.Status.ACTIVE);
        });
    }

    /**
     * The merchant has seen the money of a manual transfer.
     *
     * @param late whether to take the money although the session has ended without a payment
     */
    public Future<CheckoutSession> confirm(Origin origin, String sessionId, boolean late) {
        return change(origin, sessionId, standing -> {
            CheckoutSession session = standing.session();
            requireManual(session);
            boolean tooLate = session.isOver(origin.now());
            if (tooLate && !(late && session.paymentId() == null)) {
                throw Problem.CONFLICT.saying("The session is " + described(session, origin)
                        + (session.paymentId() == null
                                ? ". If the money has arrived all the same, confirm with late: true."
                                : "."));
            }
            Payment pending = standing.payment()
                    .orElseGet(() -> Payment.pending(
                            terms(session, standing.attempt().orElse(null)),
                            standing.attempt().map(Attempt::providerReference).orElse(null),
                            null,
                            origin.now()));
            Payment paid = pending.succeeded(NO_FEE, Payment.FeeStatus.ESTIMATED, tooLate, origin.now());
            return new Change(session, session.completed(paid, origin.now()), paid, Attempt.Status.SUCCEEDED);
        });
    }

    /** The merchant has looked, and there is no money. */
    public Future<CheckoutSession> reject(Origin origin, String sessionId) {
        return change(origin, sessionId, standing -> {
            CheckoutSession session = standing.session();
            requireManual(session);
            requireOpen(session, origin);
            Payment failed = standing.payment()
                    .map(payment ->
                            payment.failed("transfer_not_received", "The transfer did not arrive.", origin.now()))
                    .orElse(null);
            return new Change(session, session.canceled(failed, origin.now()), failed, Attempt.Status.FAILED);
        });
    }

    /** The buyer or the merchant gives up. Not while money is on its way: then only confirm and reject can tell. */
    public Future<CheckoutSession> cancel(Origin origin, String sessionId) {
        return change(origin, sessionId, standing -> {
            CheckoutSession session = standing.session();
            requireOpen(session, origin);
            if (session.paymentId() != null) {
                throw Problem.CONFLICT.saying("A payment is on its way: confirm or reject it.");
            }
            return new Change(session, session.canceled(null, origin.now()), null, Attempt.Status.CANCELED);
        });
    }

    /** The session's time is over. Nothing happens when it was paid or ended meanwhile. */
    Future<CheckoutSession> expire(CheckoutSession due, Instant now) {
        Origin origin = Origin.worker(due.tenant(), EXPIRY, now);
        return change(origin, due.id(), standing -> {
            CheckoutSession session = standing.session();
            return session.isOpen() && session.isOver(now)
                    ? new Change(session, session.expired(now), null, Attempt.Status.CANCELED)
                    : null;
        });
    }

    private Future<CheckoutSession> change(Origin origin, String sessionId, Decision decision) {
        return standing(origin.tenant(), sessionId).compose(standing -> {
            Change change = decision.on(standing);
            if (change == null) {
                return Future.succeededFuture(standing.session());
            }
            Write write = store.write(origin, change).answer(change.after());
            return store.run(write)
                    .compose(changed ->
                            changed ? Future.succeededFuture(change.after()) : change(origin, sessionId, decision));
        });
    }

    private Future<Standing> standing(Tenant tenant, String sessionId) {
        return sessions.find(tenant, sessionId)
                .map(found -> found.orElseThrow(Problem.NOT_FOUND::here))
                .compose(session -> {
                    String paymentId = session.paymentId();
                    Future<Optional<Payment>> payment = paymentId == null
                            ? Future.succeededFuture(Optional.empty())
                            : payments.find(tenant, paymentId);
                    return Future.all(attempts.latest(tenant, sessionId), payment)
                            .map(both -> new Standing(session, both.resultAt(0), both.resultAt(1)));
                });
    }

    private static void requireOpen(CheckoutSession session, Origin origin) {
        if (session.isOver(origin.now())) {
            throw Problem.CONFLICT.saying("The session is " + described(session, origin) + ".");
        }
    }

    private static void requireManual(CheckoutSession session) {
        if (session.provider() != null && session.provider() != ProviderKind.MANUAL) {
            throw Problem.CONFLICT.saying("Only a manual transfer is confirmed or rejected by hand.");
        }
    }

    private static String described(CheckoutSession session, Origin origin) {
        return session.isOpen() && session.isOver(origin.now())
                ? CheckoutSession.Status.EXPIRED.text()
                : session.status().text();
    }

    private static Payment.Terms terms(CheckoutSession session, @Nullable Attempt attempt) {
        return new Payment.Terms(
                session.tenant(),
                session.amount(),
                session.currency(),
                attempt == null ? Method.BANK_TRANSFER : attempt.method(),
                attempt == null ? ProviderKind.MANUAL : attempt.provider(),
                session.customerId(),
                session.id(),
                null,
                null,
                session.description(),
                session.metadata());
    }
}
