package com.plugipay.checkout;

import com.plugipay.db.Database;
import com.plugipay.db.Origin;
import com.plugipay.ids.Ids;
import com.plugipay.problems.Problem;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.ConnectedMethods;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Providers;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/**
 * A buyer's choice of a method. The intention is written before the provider is asked; choosing the same method again
 * asks again under the same id, so that a lost answer is found and nothing is charged twice.
 */
public final class Attempts {
    private final CheckoutSessionStore sessions;
    private final AttemptStore attempts;
    private final Providers providers;
    private final ConnectedMethods methods;

    public Attempts(Database database, CheckoutSessionStore sessions, Providers providers, ConnectedMethods methods) {
        this.sessions = sessions;
        this.attempts = new AttemptStore(database);
        this.providers = providers;
        this.methods = methods;
    }

    /** The attempt that is under way, if there is one. */
    public Future<Optional<Attempt>> current(Tenant tenant, String sessionId) {
        return attempts.latest(tenant, sessionId).map(latest -> latest.filter(Attempt::isUnderWay));
    }

    /**
     * Starts paying by that method, or goes on with it.
     *
     * @return the attempt with what the buyer has to do; fails when the session is over or the provider refuses
     */
    public Future<Attempt> choose(Origin origin, String sessionId, Method method) {
        return open(origin, sessionId).compose(session -> {
            if (!session.methods().contains(method)) {
                throw Problem.VALIDATION_ERROR.in("method", "This session is not paid by " + method.text() + ".");
            }
            return current(origin.tenant(), sessionId)
                    .compose(current -> current.map(attempt -> attempt.method() == method
                                    ? ask(origin, session, attempt)
                                    : leave(origin, session, attempt)
                                            .compose(ignored -> start(origin, session, method)))
                            .orElseGet(() -> start(origin, session, method)));
        });
    }

    private Future<CheckoutSession> open(Origin origin, String sessionId) {
        return sessions.find(origin.tenant(), sessionId).map(found -> {
            CheckoutSession session = found.orElseThrow(Problem.NOT_FOUND::here);
            if (session.isOver(origin.now())) {
                throw Problem.CONFLICT.saying("The session can no longer be paid.");
            }
            if (session.paymentId() != null) {
                throw Problem.CONFLICT.saying("A payment is on its way.");
            }
            return session;
        });
    }

    private Future<Attempt> start(Origin origin, CheckoutSession session, Method method) {
        return methods.provider(origin.tenant(), method, session.currency(), null)
                .compose(provider -> {
                    Attempt attempt = new Attempt(
                            Ids.at(origin.now(), "att"),
                            session.id(),
                            provider,
                            method,
                            Attempt.Status.STARTING,
                            null,
                            null);
                    return attempts.start(origin, attempt)
                            .compose(started -> started
                                    ? ask(origin, session, attempt)
                                    // The session has ended, or the same buyer has clicked twice: look again.
                                    : choose(origin, session.id(), method));
                });
    }

    /** Lets an attempt by another method go, at its provider first: what it answers decides. */
    private Future<Void> leave(Origin origin, CheckoutSession session, Attempt attempt) {
        Command cancel = new Command.Cancel(origin.tenant(), reference(attempt, session));
        return providers.ask(attempt.provider(), cancel).compose(outcome -> {
            if (!(outcome instanceof Outcome.Succeeded)) {
                throw Problem.CONFLICT.saying("The other method is still being paid.");
            }
            return attempts.ended(
                            origin,
                            attempt,
                            Attempt.Status.CANCELED,
                            "method_changed",
                            "The buyer chose another method.")
                    .mapEmpty();
        });
    }

    private Future<Attempt> ask(Origin origin, CheckoutSession session, Attempt attempt) {
        if (attempt.isActive()) {
            return Future.succeededFuture(attempt);
        }
        Command charge = new Command.Charge(
                origin.tenant(),
                attempt.id(),
                attempt.method(),
                session.amount(),
                session.currency(),
                session.description(),
                null,
                session.hostedUrl(),
                session.expiresAt());
        return providers.ask(attempt.provider(), charge).compose(outcome -> conclude(origin, attempt, outcome));
    }

    private Future<Attempt> conclude(Origin origin, Attempt attempt, Outcome outcome) {
        return switch (outcome) {
            case Outcome.NeedsAction needs ->
                attempts.accepted(origin, attempt, needs.providerReference(), needs.nextAction())
                        .map(ignored -> attempt.accepted(needs.providerReference(), needs.nextAction()));
            case Outcome.Declined declined ->
                fail(origin, attempt, Problem.PROVIDER_DECLINED, declined.code(), declined.message());
            case Outcome.Rejected rejected ->
                fail(origin, attempt, Problem.PROVIDER_REJECTED, rejected.code(), rejected.message());
            // The attempt stays as it is: choosing it again finds out.
            case Outcome.Succeeded ignored -> Future.succeededFuture(attempt);
            case Outcome.Pending ignored -> Future.succeededFuture(attempt);
            case Outcome.Held ignored -> Future.succeededFuture(attempt);
            case Outcome.Reversed ignored -> Future.succeededFuture(attempt);
            case Outcome.Unknown ignored -> Future.failedFuture(Problem.PROVIDER_TIMEOUT.here());
        };
    }

    private Future<Attempt> fail(Origin origin, Attempt attempt, Problem problem, String code, String message) {
        return attempts.ended(origin, attempt, Attempt.Status.FAILED, code, message)
                .compose(ignored -> Future.failedFuture(problem.saying(message)));
    }

    private static ChargeReference reference(Attempt attempt, CheckoutSession session) {
        return new ChargeReference(
                attempt.id(),
                attempt.method(),
                session.amount(),
                session.currency(),
                attempt.providerReference(),
                Map.of());
    }
}
