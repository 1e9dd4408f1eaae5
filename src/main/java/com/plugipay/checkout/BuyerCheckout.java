package com.plugipay.checkout;

import com.plugipay.attempts.Attempt;
import com.plugipay.db.Requester;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.ClientInfo;
import com.plugipay.limits.Allowance;
import com.plugipay.limits.Buckets;
import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.paymentmethods.StoredPaymentMethod;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentStore;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.accounts.AmountLimits;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.receipts.ReceiptStore;
import com.plugipay.text.WebAddress;
import com.plugipay.workspaces.WorkspaceNames;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a buyer who knows a session's id can see and do. The checkout page and the public API both use it. */
public final class BuyerCheckout {
    private final CheckoutSessionStore sessions;
    private final MethodSelection selection;
    private final SessionTransitions transitions;
    private final PaymentStore payments;
    private final WorkspaceNames names;
    private final ConnectedMethods methods;
    private final PaymentMethodStore stored;
    private final ReceiptStore receipts;
    private final Buckets<String> actions;

    /** @param actions limits the actions on each session, because many of them call the merchant's provider */
    public BuyerCheckout(
            CheckoutSessionStore sessions,
            MethodSelection selection,
            SessionTransitions transitions,
            PaymentStore payments,
            WorkspaceNames names,
            ConnectedMethods methods,
            PaymentMethodStore stored,
            ReceiptStore receipts,
            Buckets<String> actions) {
        this.sessions = sessions;
        this.selection = selection;
        this.transitions = transitions;
        this.payments = payments;
        this.names = names;
        this.methods = methods;
        this.stored = stored;
        this.receipts = receipts;
        this.actions = actions;
    }

    /** What the buyer is shown of the session; fails with {@link ErrorCode#NOT_FOUND} when there is none. */
    public Future<CheckoutSnapshot> snapshot(String sessionId) {
        return session(sessionId).compose(session -> {
            Future<String> name = names.of(session.workspaceId());
            Future<Optional<Attempt>> latest = selection.latest(session.tenant(), sessionId);
            Future<List<Method>> possible = possible(session);
            Future<List<Method>> storable = session.isOpen() && session.savePaymentMethod()
                    ? methods.storable(session.tenant(), session.amount(), session.currency())
                    : Future.succeededFuture(List.of());
            Future<List<StoredPaymentMethod>> known = latest.compose(
                    attempt -> attempt.filter(Attempt::isUnderWay).isPresent()
                            ? Future.succeededFuture(List.of())
                            : stored(session));
            Future<Optional<Payment>> payment = payment(session);
            Future<Optional<String>> receipt = payment.compose(paid -> paid.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : receipts.token(session.tenant(), Objects.requireNonNullElse(session.invoiceId(), session.id())));
            return Future.all(name, latest, possible, storable, known, receipt).map(all -> {
                List<Method> shown = session.methodsToShow(possible.result());
                return new CheckoutSnapshot(
                        session,
                        name.result(),
                        latest.result(),
                        shown,
                        storable.result().stream().filter(shown::contains).toList(),
                        known.result().stream()
                                .filter(method -> shown.contains(method.type()))
                                .toList(),
                        latest.result().map(this::limits).orElse(null),
                        payment.result().orElse(null),
                        receipt.result().orElse(null));
            });
        });
    }

    /** The payment of a session that is paid. */
    private Future<Optional<Payment>> payment(CheckoutSession session) {
        String paymentId = session.paymentId();
        return paymentId == null || session.status() != CheckoutSession.Status.COMPLETE
                ? Future.succeededFuture(Optional.empty())
                : payments.find(session.tenant(), paymentId);
    }

    /** Whose session it is; fails with {@link ErrorCode#NOT_FOUND} when there is none. */
    public Future<Tenant> tenant(String sessionId) {
        return session(sessionId).map(CheckoutSession::tenant);
    }

    /** Whether the session is open and its buyer has been told to make a transfer, which the merchant confirms by hand. */
    public Future<Boolean> expectsTransfer(String sessionId) {
        return session(sessionId)
                .compose(session -> session.isOpen()
                        ? selection
                                .latest(session.tenant(), sessionId)
                                .map(latest -> latest.filter(Attempt::isUnderWay)
                                        .filter(attempt -> attempt.provider().isConfirmedByHand())
                                        .isPresent())
                        : Future.succeededFuture(false));
    }

    /** The providers that may take the payment of a session. */
    public Future<List<ProviderKind>> providers(Tenant tenant) {
        return methods.active(tenant);
    }

    private Future<List<Method>> possible(CheckoutSession session) {
        return session.isSetup()
                ? methods.storable(session.tenant(), 0, session.currency())
                : methods.methods(session.tenant(), session.amount(), session.currency());
    }

    /**
     * The stored methods with which the buyer can pay; none for a setup, which is to store another. Only read while the buyer
     * chooses: the page asks every two seconds.
     */
    private Future<List<StoredPaymentMethod>> stored(CheckoutSession session) {
        String customerId = session.customerId();
        return customerId == null || session.isSetup() || !session.isOpen()
                ? Future.succeededFuture(List.of())
                : stored.active(session.tenant(), customerId);
    }

    private AmountLimits limits(Attempt attempt) {
        return methods.limits(attempt.provider(), attempt.method(), attempt.currency());
    }

    /** Starts a payment, see {@link MethodSelection#choose}. */
    public Future<Attempt> choose(String sessionId, MethodChoice choice, ClientInfo client) {
        return act(sessionId, client, context -> selection.choose(context, sessionId, choice));
    }

    /** Abandons the attempt that is under way, because the buyer wants to pay by another method. */
    public Future<Void> abandonAttempt(String sessionId, ClientInfo client) {
        return act(sessionId, client, context -> selection.abandonAttempt(context, sessionId));
    }

    /** Asks the provider for the status of the newest attempt, because the buyer has returned from the provider's page. */
    public Future<Void> refreshStatus(String sessionId, ClientInfo client) {
        return session(sessionId).compose(session -> selection.refreshStatus(context(session, client), sessionId));
    }

    /** The buyer states that the transfer was made, see {@link SessionTransitions#claimTransfer}. */
    public Future<CheckoutSession> claimTransfer(String sessionId, ClientInfo client, @Nullable WebAddress proofUrl) {
        return act(sessionId, client, context -> transitions.claimTransfer(context, sessionId, proofUrl));
    }

    /** Cancels the session. */
    public Future<CheckoutSession> cancel(String sessionId, ClientInfo client) {
        return act(sessionId, client, context -> transitions.cancelByBuyer(context, sessionId));
    }

    /** The receipt of a paid session; fails with {@link ErrorCode#NOT_FOUND} when it is not paid. */
    public Future<Receipt> receipt(String sessionId) {
        return session(sessionId).compose(session -> {
            String paymentId = session.paymentId();
            if (session.status() != CheckoutSession.Status.COMPLETE || paymentId == null) {
                throw ErrorCode.NOT_FOUND.withMessage("There is no receipt: the session is not paid.");
            }
            return names.of(session.workspaceId())
                    .compose(name -> payments.find(session.tenant(), paymentId)
                            .map(found ->
                                    Receipt.of(session, found.orElseThrow(ErrorCode.NOT_FOUND::exception), name)));
        });
    }

    /** The context of a change that the buyer of this session makes; counts as an action, like the changes above. */
    public Future<ChangeContext> context(String sessionId, ClientInfo client) {
        return act(sessionId, client, Future::succeededFuture);
    }

    /** Takes the action from the session's allowance before anything is read: a refused request costs no statement. */
    private <T> Future<T> act(String sessionId, ClientInfo client, Function<ChangeContext, Future<T>> action) {
        Allowance allowance = actions.take(sessionId);
        return allowance.isGranted()
                ? session(sessionId).compose(session -> action.apply(context(session, client)))
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

    private static ChangeContext context(CheckoutSession session, ClientInfo client) {
        return new ChangeContext(session.tenant(), Actor.BUYER, client.ip(), client.now(), null);
    }
}
