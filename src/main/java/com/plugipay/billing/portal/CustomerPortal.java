package com.plugipay.billing.portal;

import com.plugipay.billing.plans.Plan;
import com.plugipay.billing.plans.PlanStore;
import com.plugipay.billing.subscriptions.BillingFacts;
import com.plugipay.billing.subscriptions.CancelReason;
import com.plugipay.billing.subscriptions.Subscription;
import com.plugipay.billing.subscriptions.api.CancelInput;
import com.plugipay.billing.subscriptions.api.SubscriptionActions;
import com.plugipay.billing.subscriptions.api.SubscriptionActions.Permission;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.checkout.CheckoutSessionInput;
import com.plugipay.customers.Customer;
import com.plugipay.customers.CustomerStore;
import com.plugipay.db.Database;
import com.plugipay.db.Requester;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.ClientInfo;
import com.plugipay.limits.Allowance;
import com.plugipay.limits.Buckets;
import com.plugipay.model.Actor;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.paymentmethods.StoredPaymentMethod;
import com.plugipay.receipts.PaymentReceipt;
import com.plugipay.secrets.RandomToken;
import com.plugipay.secrets.Secret;
import com.plugipay.text.WebAddress;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a customer sees and does in the portal. Objects of others are {@code not_found}; what the plan does not allow is
 * {@code forbidden}; what the state no longer allows is a conflict.
 */
public final class CustomerPortal {
    /** How long a visit lasts. */
    public static final Duration VISIT = PortalSessionStore.VISIT;

    private final Database database;
    private final PortalSessionStore sessions;
    private final PortalReader reader;
    private final SubscriptionActions actions;
    private final PlanStore plans;
    private final CustomerStore customers;
    private final PaymentMethodStore methods;
    private final BiFunction<ChangeContext, CheckoutSessionInput, Change<CheckoutSession>> checkout;
    private final PortalUrls urls;
    private final Buckets<String> limits;

    CustomerPortal(
            Database database,
            PortalSessionStore sessions,
            PortalReader reader,
            SubscriptionActions actions,
            PlanStore plans,
            CustomerStore customers,
            PaymentMethodStore methods,
            BiFunction<ChangeContext, CheckoutSessionInput, Change<CheckoutSession>> checkout,
            PortalUrls urls,
            Buckets<String> limits) {
        this.database = database;
        this.sessions = sessions;
        this.reader = reader;
        this.actions = actions;
        this.plans = plans;
        this.customers = customers;
        this.methods = methods;
        this.checkout = checkout;
        this.urls = urls;
        this.limits = limits;
    }

    /** The addresses of its pages. */
    public PortalUrls urls() {
        return urls;
    }

    /** Begins a visit; gives its cookie, and fails with {@code gone} if the link cannot be used. */
    public Future<Secret> open(String link, ClientInfo client) {
        return RandomToken.isPossible(link)
                ? sessions.open(link, client.ip(), client.now())
                : Future.failedFuture(ErrorCode.NOT_FOUND.exception());
    }

    /** The visit of this cookie; fails with {@code gone} if it is over. */
    public Future<PortalVisit> visit(@Nullable String cookie, Instant now) {
        if (cookie == null || !RandomToken.isPossible(cookie)) {
            return Future.failedFuture(ErrorCode.GONE.exception());
        }
        return sessions.visit(new Secret(cookie), now)
                .map(found -> found.orElseThrow(ErrorCode.GONE::exception))
                .onSuccess(visit -> Requester.is(visit.workspaceId()));
    }

    /**
     * The visit in which a form was sent; counts as one of the visit's limited actions.
     *
     * @return fails with {@code forbidden} if another site has sent the form
     */
    public Future<PortalVisit> acting(@Nullable String cookie, @Nullable String formToken, Instant now) {
        if (cookie == null || !RandomToken.isPossible(cookie)) {
            return Future.failedFuture(ErrorCode.GONE.exception());
        }
        Secret expected = PortalSecret.formToken(new Secret(cookie));
        if (formToken == null || !MessageDigest.isEqual(expected.bytes(), new Secret(formToken).bytes())) {
            return Future.failedFuture(ErrorCode.FORBIDDEN.withMessage("This form is not of this visit."));
        }
        Allowance allowance = limits.take(cookie);
        return allowance.isGranted()
                ? visit(cookie, now)
                : Future.failedFuture(ErrorCode.RATE_LIMITED
                        .withMessage("Too many changes. Please wait a moment.")
                        .after(allowance.untilNext()));
    }

    /** What the customer sees now. */
    public Future<PortalSnapshot> snapshot(PortalVisit visit, Instant now) {
        return reader.snapshot(visit, now);
    }

    /** A receipt of the customer; fails with {@code not_found} if there is no such one. */
    public Future<PaymentReceipt> receipt(PortalVisit visit, String id) {
        return reader.receipt(visit, id);
    }

    public Future<Subscription> pause(PortalVisit visit, ClientInfo client, String id) {
        return actions.pause(context(visit, client), id, only(visit, PortalAction.PAUSE), null)
                .run(database);
    }

    public Future<Subscription> resume(PortalVisit visit, ClientInfo client, String id) {
        return actions.resume(context(visit, client), id, only(visit, PortalAction.RESUME))
                .run(database);
    }

    /** Ends a subscription with its current period. */
    public Future<Subscription> cancel(PortalVisit visit, ClientInfo client, String id) {
        CancelInput input = new CancelInput(CancelInput.At.PERIOD_END, null, CancelReason.CUSTOMER_PORTAL);
        return actions.cancel(context(visit, client), id, only(visit, PortalAction.CANCEL), input)
                .run(database);
    }

    /** Takes back that a subscription ends with its current period. */
    public Future<Subscription> reactivate(PortalVisit visit, ClientInfo client, String id) {
        return actions.reactivate(context(visit, client), id, only(visit, PortalAction.REACTIVATE))
                .run(database);
    }

    /** Changes a subscription to another price, with the prorations that the API makes by default. */
    public Future<Subscription> changePrice(PortalVisit visit, ClientInfo client, String id, String priceId) {
        return plans.findByPrice(visit.tenant(), priceId)
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .compose(plan -> actions.change(
                                context(visit, client),
                                id,
                                offering(visit, plan, priceId),
                                unchanged -> unchanged.withPrice(priceId))
                        .run(database));
    }

    /** Sets which stored payment method a subscription is paid with. */
    public Future<Subscription> chooseMethod(PortalVisit visit, ClientInfo client, String id, String methodId) {
        return activeMethod(visit, methodId)
                .compose(method -> actions.change(
                                context(visit, client),
                                id,
                                only(visit, PortalAction.CHOOSE_METHOD),
                                unchanged -> unchanged.withPaymentMethod(methodId))
                        .run(database));
    }

    /** A session on whose page another payment method is stored. */
    public Future<CheckoutSession> addMethod(PortalVisit visit, ClientInfo client) {
        return reader.subscriptions(visit, client.now())
                .compose(subscriptions -> PortalMethods.mayAdd(subscriptions)
                        ? reader.currency(visit, subscriptions)
                        : Future.failedFuture(forbidden()))
                .compose(currency -> checkout.apply(
                                context(visit, client),
                                CheckoutSessionInput.setup(
                                        visit.customerId(), currency, WebAddress.stored(urls.portal())))
                        .run(database));
    }

    /** Sets which stored payment method is the customer's default. */
    public Future<Customer> chooseDefault(PortalVisit visit, ClientInfo client, String methodId) {
        return managed(visit, client)
                .compose(subscriptions -> activeMethod(visit, methodId))
                .compose(method -> customers
                        .change(
                                context(visit, client),
                                visit.customerId(),
                                unchanged -> unchanged.withDefaultPaymentToken(methodId))
                        .run(database));
    }

    /** Ends a stored payment method; fails with a conflict while a subscription is paid with it. */
    public Future<Void> removeMethod(PortalVisit visit, ClientInfo client, String methodId) {
        return managed(visit, client)
                .compose(subscriptions ->
                        ownMethod(visit, methodId).compose(ignored -> requireUnused(visit, subscriptions, methodId)))
                .compose(allowed ->
                        methods.revoke(context(visit, client), methodId).run(database));
    }

    private Future<?> requireUnused(PortalVisit visit, List<BillingFacts> subscriptions, String methodId) {
        return reader.customer(visit)
                .compose(customer -> PortalMethods.isInUse(customer, subscriptions, methodId)
                        ? Future.failedFuture(ErrorCode.CONFLICT.exception())
                        : Future.succeededFuture());
    }

    private Future<List<BillingFacts>> managed(PortalVisit visit, ClientInfo client) {
        return reader.subscriptions(visit, client.now())
                .compose(subscriptions -> PortalMethods.mayManage(subscriptions)
                        ? Future.succeededFuture(subscriptions)
                        : Future.failedFuture(forbidden()));
    }

    private Future<StoredPaymentMethod> activeMethod(PortalVisit visit, String id) {
        return ownMethod(visit, id)
                .compose(method -> method.isActive()
                        ? Future.succeededFuture(method)
                        : Future.failedFuture(ErrorCode.CONFLICT.exception()));
    }

    private Future<StoredPaymentMethod> ownMethod(PortalVisit visit, String id) {
        return methods.find(visit.tenant(), id)
                .map(found -> found.filter(method -> method.customerId().equals(visit.customerId()))
                        .orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    private static Permission only(PortalVisit visit, PortalAction action) {
        return facts -> {
            requireOwn(visit, facts);
            action.require(facts);
        };
    }

    private static Permission offering(PortalVisit visit, Plan plan, String priceId) {
        return facts -> {
            requireOwn(visit, facts);
            PriceOffer.require(facts, plan, priceId);
        };
    }

    private static void requireOwn(PortalVisit visit, BillingFacts facts) {
        if (!facts.subscription().customerId().equals(visit.customerId())) {
            throw ErrorCode.NOT_FOUND.exception();
        }
    }

    private static RuntimeException forbidden() {
        return ErrorCode.FORBIDDEN.withMessage("The plan does not let its customers do this.");
    }

    private static ChangeContext context(PortalVisit visit, ClientInfo client) {
        return new ChangeContext(visit.tenant(), Actor.customer(visit.customerId()), client.ip(), client.now(), null);
    }
}
