package com.plugipay.checkout;

import com.plugipay.async.Rounds;
import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.ChargeService;
import com.plugipay.attempts.NewAttempt;
import com.plugipay.customers.CustomerStore;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.providers.Command;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.providers.manual.AmountDue;
import com.plugipay.providers.manual.UniqueAmounts;
import com.plugipay.settlement.SettlementTransaction.Payables;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts a payment by the method that a buyer chooses. The attempt is stored before the provider is called. Choosing the
 * same method again repeats the call under the same id: a lost response is found, and nothing is charged twice.
 */
public final class MethodSelection {
    private final AttemptStore attempts;
    private final ChargeService charges;
    private final ConnectedMethods methods;
    private final UniqueAmounts amounts;
    private final HostedUrls urls;
    private final Payables payables;
    private final PaymentMethodStore stored;
    private final CustomerStore customers;

    public MethodSelection(
            AttemptStore attempts,
            ChargeService charges,
            ConnectedMethods methods,
            UniqueAmounts amounts,
            HostedUrls urls,
            Payables payables,
            PaymentMethodStore stored,
            CustomerStore customers) {
        this.attempts = attempts;
        this.charges = charges;
        this.methods = methods;
        this.amounts = amounts;
        this.urls = urls;
        this.payables = payables;
        this.stored = stored;
        this.customers = customers;
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
    public Future<Attempt> choose(ChangeContext context, String sessionId, MethodChoice choice) {
        return Rounds.until(() -> chooseOnce(context, sessionId, choice));
    }

    /** Empty when another request has ended the session, started an attempt or taken the amount: then it is tried again. */
    private Future<Optional<Attempt>> chooseOnce(ChangeContext context, String sessionId, MethodChoice choice) {
        return payableSession(context, sessionId).compose(session -> {
            if (!session.methods().contains(choice.method())) {
                throw ErrorCode.VALIDATION_ERROR.forField(
                        "method",
                        "The session does not accept " + choice.method().text() + ".");
            }
            return underWay(context.tenant(), session.attemptsOf()).compose(current -> {
                if (current == null) {
                    return start(context, session, choice);
                }
                return choice.isOf(current) && sessionId.equals(current.checkoutSessionId())
                        ? resume(context, session, current).map(Optional::of)
                        : charges.abandon(context, current).compose(left -> start(context, session, choice));
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
        return payables.find(context.tenant(), sessionId).map(found -> {
            if (!(found.orElse(null) instanceof PayableSession payable)) {
                throw ErrorCode.NOT_FOUND.exception();
            }
            if (payable.isOver(context.now())) {
                throw ErrorCode.CONFLICT.withMessage("The session can no longer be paid.");
            }
            if (payable.paymentId() != null || payable.reviewPending()) {
                throw ErrorCode.CONFLICT.withMessage("A payment of the session is pending.");
            }
            return payable.session();
        });
    }

    private Future<Optional<Attempt>> start(ChangeContext context, CheckoutSession session, MethodChoice choice) {
        return provider(session, choice)
                .compose(provider -> amounts.of(
                                context.tenant(),
                                provider,
                                session.id(),
                                session.amount(),
                                session.currency(),
                                context.now())
                        .compose(due -> start(context, session, choice, provider, due)));
    }

    private Future<ProviderKind> provider(CheckoutSession session, MethodChoice choice) {
        Tenant tenant = session.tenant();
        String storedMethodId = choice.storedMethodId();
        if (session.isSetup()) {
            return methods.storingProvider(tenant, choice.method(), session.currency());
        }
        return storedMethodId == null
                ? methods.provider(tenant, choice.method(), session.amount(), session.currency(), null)
                : stored.requireActive(tenant, storedMethodId, Objects.requireNonNullElse(session.customerId(), ""))
                        .compose(method -> methods.provider(
                                tenant, method.type(), session.amount(), session.currency(), method.provider()));
    }

    private Future<Optional<Attempt>> start(
            ChangeContext context, CheckoutSession session, MethodChoice choice, ProviderKind provider, AmountDue due) {
        boolean isSaved = session.isSetup()
                || (session.savePaymentMethod()
                        && choice.isSaving()
                        && choice.storedMethodId() == null
                        && provider.stores(choice.method(), session.currency()));
        Attempt attempt = new NewAttempt(
                        context.tenant(),
                        session.id(),
                        session.invoiceId(),
                        null,
                        provider,
                        choice.method(),
                        due.amount(),
                        session.currency())
                .saving(isSaved ? session.customerId() : null)
                .charging(choice.storedMethodId())
                .at(context.now());
        return details(session)
                .compose(details -> attempts.start(context, attempt, due)
                        .compose(started -> started
                                ? charges.charge(context, attempt, details).map(Optional::of)
                                : Future.succeededFuture(Optional.empty())));
    }

    private Future<Attempt> resume(ChangeContext context, CheckoutSession session, Attempt attempt) {
        return attempt.isActive()
                ? Future.succeededFuture(attempt)
                : details(session).compose(details -> charges.chargeAgain(context, attempt, details));
    }

    private Future<ChargeService.Details> details(CheckoutSession session) {
        return buyer(session)
                .map(buyer -> new ChargeService.Details(
                        session.description(), buyer.orElse(null), urls.returnUrl(session.id()), session.expiresAt()));
    }

    /** Who pays: the guest that the session names, else its customer. */
    private Future<Optional<Command.Buyer>> buyer(CheckoutSession session) {
        Guest guest = session.guest();
        String customerId = session.customerId();
        if (guest != null) {
            return Future.succeededFuture(Optional.of(new Command.Buyer(guest.name(), guest.email(), guest.phone())));
        }
        return customerId == null
                ? Future.succeededFuture(Optional.empty())
                : customers
                        .find(session.tenant(), customerId)
                        .map(found ->
                                found.map(known -> new Command.Buyer(known.name(), known.email(), known.phone())));
    }
}
