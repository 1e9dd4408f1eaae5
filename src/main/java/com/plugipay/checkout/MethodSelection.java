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
 * A buyer's choice of a method. The intention is written before the provider is asked; choosing the same method again
 * asks again under the same id, so that a lost answer is found and nothing is charged twice.
 */
public final class MethodSelection {
    private final CheckoutSessionStore sessions;
    private final AttemptStore attempts;
    private final ChargeService charging;
    private final ConnectedMethods methods;
    private final UniqueAmounts amounts;
    private final HostedUrls urls;

    public MethodSelection(
            CheckoutSessionStore sessions,
            AttemptStore attempts,
            ChargeService charging,
            ConnectedMethods methods,
            UniqueAmounts amounts,
            HostedUrls urls) {
        this.sessions = sessions;
        this.attempts = attempts;
        this.charging = charging;
        this.methods = methods;
        this.amounts = amounts;
        this.urls = urls;
    }

    /** The newest attempt, whatever became of it. */
    Future<Optional<Attempt>> latest(Tenant tenant, String sessionId) {
        return attempts.latest(tenant, sessionId);
    }

    /**
     * Starts paying by that method, or goes on with it.
     *
     * @return the attempt with what the buyer has to do; fails when the session is over or the provider refuses
     */
    public Future<Attempt> choose(ChangeContext origin, String sessionId, Method method) {
        return Rounds.until(() -> chooseOnce(origin, sessionId, method));
    }

    /** None when the session has ended, the same buyer has clicked twice, or the amount is gone: then look again. */
    private Future<Optional<Attempt>> chooseOnce(ChangeContext origin, String sessionId, Method method) {
        return open(origin, sessionId).compose(session -> {
            if (!session.methods().contains(method)) {
                throw ErrorCode.VALIDATION_ERROR.forField(
                        "method", "This session is not paid by " + method.text() + ".");
            }
            return underWay(origin.tenant(), sessionId).compose(current -> {
                if (current == null) {
                    return start(origin, session, method);
                }
                return current.method() == method
                        ? goOn(origin, session, current).map(Optional::of)
                        : charging.leave(origin, current).compose(left -> start(origin, session, method));
            });
        });
    }

    /** Lets the attempt that is under way go, at its provider first. */
    Future<Void> leave(ChangeContext origin, String sessionId) {
        return open(origin, sessionId)
                .compose(session -> underWay(origin.tenant(), sessionId))
                .compose(current -> current == null
                        ? Future.succeededFuture()
                        : charging.leave(origin, current).mapEmpty());
    }

    /** The buyer is back from the provider's page: asks what became of it. */
    Future<Void> comeBack(ChangeContext origin, String sessionId) {
        return attempts.latest(origin.tenant(), sessionId)
                .compose(latest -> latest.isEmpty()
                        ? Future.succeededFuture()
                        : charging.comeBack(origin, latest.get()).mapEmpty());
    }

    private Future<@Nullable Attempt> underWay(Tenant tenant, String sessionId) {
        return attempts.latest(tenant, sessionId)
                .map(latest -> latest.filter(Attempt::isUnderWay).orElse(null));
    }

    private Future<CheckoutSession> open(ChangeContext origin, String sessionId) {
        return sessions.find(origin.tenant(), sessionId).map(found -> {
            CheckoutSession session = found.orElseThrow(ErrorCode.NOT_FOUND::exception);
            if (session.isOver(origin.now())) {
                throw ErrorCode.CONFLICT.withMessage("The session can no longer be paid.");
            }
            if (session.paymentId() != null || session.reviewPending()) {
                throw ErrorCode.CONFLICT.withMessage("A payment is on its way.");
            }
            return session;
        });
    }

    private Future<Optional<Attempt>> start(ChangeContext origin, CheckoutSession session, Method method) {
        return methods.provider(origin.tenant(), method, session.amount(), session.currency(), null)
                .compose(provider -> amounts.of(
                                origin.tenant(),
                                provider,
                                session.id(),
                                session.amount(),
                                session.currency(),
                                origin.now())
                        .compose(due -> start(origin, session, method, provider, due)));
    }

    private Future<Optional<Attempt>> start(
            ChangeContext origin, CheckoutSession session, Method method, ProviderKind provider, AmountDue due) {
        Attempt attempt = Attempt.start(
                origin.tenant(), session.id(), null, provider, method, due.amount(), session.currency(), origin.now());
        return attempts.start(origin, session.id(), attempt, due)
                .compose(started -> started
                        ? charging.charge(origin, attempt, details(session)).map(Optional::of)
                        : Future.succeededFuture(Optional.empty()));
    }

    private Future<Attempt> goOn(ChangeContext origin, CheckoutSession session, Attempt attempt) {
        return attempt.isActive()
                ? Future.succeededFuture(attempt)
                : charging.chargeAgain(origin, attempt, details(session));
    }

    private ChargeService.Details details(CheckoutSession session) {
        Guest guest = session.guest();
        return new ChargeService.Details(
                session.description(),
                guest == null ? null : new Command.Buyer(guest.name(), guest.email(), guest.phone()),
                urls.comeBack(session.id()),
                session.expiresAt());
    }
}
