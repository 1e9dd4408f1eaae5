package com.plugipay.checkout;

import com.plugipay.attempts.Attempt;
import com.plugipay.db.Requester;
import com.plugipay.errors.ErrorCode;
import com.plugipay.limits.Allowance;
import com.plugipay.limits.Buckets;
import com.plugipay.model.Actor;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentStore;
import com.plugipay.providers.Method;
import com.plugipay.providers.accounts.AmountLimits;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.workspaces.WorkspaceNames;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a buyer can see and do, knowing nothing but the session's id. The page and the public API are two faces of it. */
public final class BuyerCheckout {
    private final CheckoutSessionStore sessions;
    private final MethodSelection attempts;
    private final SessionTransitions ends;
    private final PaymentStore payments;
    private final WorkspaceNames names;
    private final ConnectedMethods methods;
    private final Buckets<String> actions;

    /** @param actions how much each session's buyer may do: much of it is work for the merchant's provider */
    public BuyerCheckout(
            CheckoutSessionStore sessions,
            MethodSelection attempts,
            SessionTransitions ends,
            PaymentStore payments,
            WorkspaceNames names,
            ConnectedMethods methods,
            Buckets<String> actions) {
        this.sessions = sessions;
        this.attempts = attempts;
        this.ends = ends;
        this.payments = payments;
        this.names = names;
        this.methods = methods;
        this.actions = actions;
    }

    /**
     * A session with the merchant's name and its newest attempt.
     *
     * @param methods those of the session by which it can be paid now
     * @param limits what amounts its newest attempt's provider takes; null when there is no attempt
     */
    public record Sight(
            CheckoutSession session,
            String merchantName,
            Optional<Attempt> latest,
            List<Method> methods,
            @Nullable AmountLimits limits) {

        /** The attempt that may still be paid. */
        public Optional<Attempt> attempt() {
            return latest.filter(Attempt::isUnderWay);
        }

        /** Why the last try came to nothing, while there is no other; it may go on at the provider's page. */
        public Optional<String> lastFailure() {
            return latest.map(Attempt::failureCode);
        }
    }

    /** Who comes from where. */
    public record Visit(String ip, Instant now) {}

    private AmountLimits limits(Attempt attempt) {
        return methods.limits(attempt.provider(), attempt.method(), attempt.currency());
    }

    /** The session as the buyer sees it; fails when there is none. */
    public Future<Sight> see(String sessionId) {
        return session(sessionId).compose(session -> {
            Future<String> name = names.of(session.workspaceId());
            Future<Optional<Attempt>> latest = attempts.latest(session.tenant(), sessionId);
            Future<List<Method>> possible = methods.methods(session.tenant(), session.amount(), session.currency());
            return Future.all(name, latest, possible)
                    .map(all -> new Sight(
                            session,
                            name.result(),
                            latest.result(),
                            session.offering(possible.result()),
                            latest.result().map(this::limits).orElse(null)));
        });
    }

    public Future<Attempt> choose(String sessionId, Method method, Visit visit) {
        return act(sessionId, visit, origin -> attempts.choose(origin, sessionId, method));
    }

    /** The buyer wants another method than the one that is under way. */
    public Future<Void> leave(String sessionId, Visit visit) {
        return act(sessionId, visit, origin -> attempts.leave(origin, sessionId));
    }

    /** The buyer is back from the provider's page. */
    public Future<Void> comeBack(String sessionId, Visit visit) {
        return session(sessionId).compose(session -> attempts.comeBack(origin(session, visit), sessionId));
    }

    public Future<CheckoutSession> claim(String sessionId, Visit visit) {
        return act(sessionId, visit, origin -> ends.claim(origin, sessionId));
    }

    public Future<CheckoutSession> cancel(String sessionId, Visit visit) {
        return act(sessionId, visit, origin -> ends.leave(origin, sessionId));
    }

    /** The receipt of a paid session; fails when it is not paid. */
    public Future<Receipt> receipt(String sessionId) {
        return see(sessionId).compose(sight -> {
            CheckoutSession session = sight.session();
            String paymentId = session.paymentId();
            if (session.status() != CheckoutSession.Status.COMPLETE || paymentId == null) {
                throw ErrorCode.NOT_FOUND.withMessage("There is no receipt: the session is not paid.");
            }
            return payments.find(session.tenant(), paymentId).map(found -> {
                Payment payment = found.orElseThrow(ErrorCode.NOT_FOUND::exception);
                return Receipt.of(session, payment, sight.merchantName());
            });
        });
    }

    /** Where a change comes from that the buyer of this session makes; fails when there is none. */
    public Future<ChangeContext> origin(String sessionId, Visit visit) {
        return act(sessionId, visit, Future::succeededFuture);
    }

    /** Before anything is read: who asks too often costs nothing. */
    private <T> Future<T> act(String sessionId, Visit visit, Function<ChangeContext, Future<T>> action) {
        Allowance allowance = actions.take(sessionId);
        return allowance.isGranted()
                ? session(sessionId).compose(session -> action.apply(origin(session, visit)))
                : Future.failedFuture(ErrorCode.RATE_LIMITED
                        .withMessage("Too many changes of this session. Please wait a moment.")
                        .after(allowance.untilNext()));
    }

    private Future<CheckoutSession> session(String sessionId) {
        return sessions.findPublic(sessionId).map(found -> {
            CheckoutSession session = found.orElseThrow(ErrorCode.NOT_FOUND::exception);
            Requester.is(session.workspaceId());
            return session;
        });
    }

    private static ChangeContext origin(CheckoutSession session, Visit visit) {
        return new ChangeContext(session.tenant(), Actor.BUYER, visit.ip(), visit.now(), null);
    }
}
