package com.plugipay.checkout;

import com.plugipay.async.Rounds;
import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.ChargeService;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.providers.manual.AmountDue;
import com.plugipay.providers.manual.UniqueAmounts;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts a payment by the method that a buyer chooses. The attempt is stored before the provider is called. Choosing the
 * same method again repeats the call under the same id: a lost response is found, and nothing is charged twice.
 */
public final class MethodSelection {
    private final CheckoutSessionStore sessions;
    private final AttemptStore attempts;
    private final ChargeService charges;
    private final ConnectedMethods methods;
    private final UniqueAmounts amounts;
    private final HostedUrls urls;

    public MethodSelection(
            CheckoutSessionStore sessions,
            AttemptStore attempts,
            ChargeService charges,
            ConnectedMethods methods,
            UniqueAmounts amounts,
            HostedUrls urls) {
        this.sessions = sessions;
        this.attempts = attempts;
        this.charges = charges;
        this.methods = methods;
        this.amounts = amounts;
        this.urls = urls;
    }

    /** The attempt of the session that is under way, else the newest; empty when there is none. */
    Future<Optional<Attempt>> latest(Tenant tenant, String sessionId) {
        return attempts.latest(tenant, sessionId);
    }

    /**
     * Starts an attempt by this method, or continues the one that is under way. One by another method is abandoned first.
     *
     * @return the attempt with what the buyer has to do; fails when the session is over or the provider refuses
     */
    public Future<Attempt> choose(ChangeContext context, String sessionId, Method method) {
        return Rounds.until(() -> chooseOnce(context, sessionId, method));
    }

    /** Empty when another request has ended the session, started an attempt or taken the amount: then it is tried again. */
    private Future<Optional<Attempt>> chooseOnce(ChangeContext context, String sessionId, Method method) {
        return payableSession(context, sessionId).compose(session -> {
            if (!session.methods().contains(method)) {
                throw ErrorCode.VALIDATION_ERROR.forField(
                        "method", "The session does not accept " + method.text() + ".");
            }
            return underWay(context.tenant(), sessionId).compose(current -> {
                if (current == null) {
                    return start(context, session, method);
                }
                return current.method() == method
                        ? resume(context, session, current).map(Optional::of)
                        : charges.abandon(context, current).compose(left -> start(context, session, method));
            });
        });
    }

    /** Abandons the attempt that is under way, if there is one; it is canceled at its provider first. */
    Future<Void> abandonAttempt(ChangeContext context, String sessionId) {
        return payableSession(context, sessionId)
                .compose(session -> underWay(context.tenant(), sessionId))
                .compose(current -> current == null
                        ? Future.succeededFuture()
                        : charges.abandon(context, current).mapEmpty());
    }

    /** Asks the provider for the status of the newest attempt. */
    Future<Void> refreshStatus(ChangeContext context, String sessionId) {
        return attempts.latest(context.tenant(), sessionId)
                .compose(latest -> latest.isEmpty()
                        ? Future.succeededFuture()
                        : charges.refreshStatus(context, latest.get()).mapEmpty());
    }

    private Future<@Nullable Attempt> underWay(Tenant tenant, String sessionId) {
        return attempts.latest(tenant, sessionId)
                .map(latest -> latest.filter(Attempt::isUnderWay).orElse(null));
    }

    private Future<CheckoutSession> payableSession(ChangeContext context, String sessionId) {
        return sessions.find(context.tenant(), sessionId).map(found -> {
            CheckoutSession session = found.orElseThrow(ErrorCode.NOT_FOUND::exception);
            if (session.isOver(context.now())) {
                throw ErrorCode.CONFLICT.withMessage("The session can no longer be paid.");
            }
            if (session.paymentId() != null || session.reviewPending()) {
                throw ErrorCode.CONFLICT.withMessage("A payment of the session is pending.");
            }
            return session;
        });
    }

    private Future<Optional<Attempt>> start(ChangeContext context, CheckoutSession session, Method method) {
        return methods.provider(context.tenant(), method, session.amount(), session.currency(), null)
                .compose(provider -> amounts.of(
                                context.tenant(),
                                provider,
                                session.id(),
                                session.amount(),
                                session.currency(),
                                context.now())
                        .compose(due -> start(context, session, method, provider, due)));
    }

    private Future<Optional<Attempt>> start(
            ChangeContext context, CheckoutSession session, Method method, ProviderKind provider, AmountDue due) {
        Attempt attempt = Attempt.start(
                context.tenant(),
                session.id(),
                null,
                provider,
                method,
                due.amount(),
                session.currency(),
                context.now());
        return attempts.start(context, session.id(), attempt, due)
                .compose(started -> started
                        ? charges.charge(context, attempt, details(session)).map(Optional::of)
                        : Future.succeededFuture(Optional.empty()));
    }

    private Future<Attempt> resume(ChangeContext context, CheckoutSession session, Attempt attempt) {
        return attempt.isActive()
                ? Future.succeededFuture(attempt)
                : charges.chargeAgain(context, attempt, details(session));
    }

    private ChargeService.Details details(CheckoutSession session) {
        Guest guest = session.guest();
        return new ChargeService.Details(
                session.description(),
                guest == null ? null : new Command.Buyer(guest.name(), guest.email(), guest.phone()),
                urls.returnUrl(session.id()),
                session.expiresAt());
    }
}
