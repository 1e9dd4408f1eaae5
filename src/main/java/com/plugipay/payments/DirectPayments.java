package com.plugipay.payments;

import com.plugipay.async.Rounds;
import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.ChargeService;
import com.plugipay.attempts.NewAttempt;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.providers.manual.AmountDue;
import com.plugipay.providers.manual.UniqueAmounts;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Payments without a checkout session. A payment is committed before its provider gets the charge: after a crash in between,
 * a repeat of the request finds the payment and sends the charge once more, by the same id.
 */
public final class DirectPayments {
    /** How long a payment can be paid: as long as a checkout session lives at most. */
    private static final Duration PAYABLE = Duration.ofHours(24);

    private static final String NO_OWNER = "";

    /** Settles what a merchant decides about a payment's attempt, as it was read just now; fails when that is decided already. */
    public interface Decision {
        Future<Change<Payment>> of(ChangeContext context, Attempt attempt, Outcome outcome);
    }

    private final PaymentStore payments;
    private final AttemptStore attempts;
    private final ChargeService charges;
    private final Decision decision;
    private final ConnectedMethods methods;
    private final PaymentMethodStore stored;
    private final UniqueAmounts amounts;
    private final Function<String, String> returnUrl;

    /** {@code returnUrl} gives for a payment's id the address to which the provider sends the buyer back. */
    public DirectPayments(
            PaymentStore payments,
            AttemptStore attempts,
            ChargeService charges,
            Decision decision,
            ConnectedMethods methods,
            PaymentMethodStore stored,
            UniqueAmounts amounts,
            Function<String, String> returnUrl) {
        this.payments = payments;
        this.attempts = attempts;
        this.charges = charges;
        this.decision = decision;
        this.methods = methods;
        this.stored = stored;
        this.amounts = amounts;
        this.returnUrl = returnUrl;
    }

    Future<Payment> create(ChangeContext context, PaymentInput input) {
        String storedMethodId = input.paymentTokenId();
        return storedMethodId == null
                ? create(context, input, input.provider())
                : stored.requireActive(context.tenant(), storedMethodId, input.customerId())
                        .compose(method -> create(context, input.by(method), method.provider()));
    }

    private Future<Payment> create(ChangeContext context, PaymentInput input, @Nullable ProviderKind wanted) {
        return methods.provider(context.tenant(), input.method(), input.amount(), input.currency(), wanted)
                .compose(provider -> Rounds.until(() -> createOnce(context, input, provider)));
    }

    /** Empty when another payment has taken the amount meanwhile. */
    private Future<Optional<Payment>> createOnce(ChangeContext context, PaymentInput input, ProviderKind provider) {
        return amounts.of(context.tenant(), provider, NO_OWNER, input.amount(), input.currency(), context.now())
                .compose(due -> create(context, input, provider, due));
    }

    private Future<Optional<Payment>> create(
            ChangeContext context, PaymentInput input, ProviderKind provider, AmountDue due) {
        Tenant tenant = context.tenant();
        Payment payment = Payment.pending(terms(tenant, input, provider, due.amount()), null, null, context.now());
        NewAttempt started = new NewAttempt(
                        tenant, null, null, payment.id(), provider, input.method(), due.amount(), input.currency())
                .charging(input.paymentTokenId());
        Attempt attempt = (input.returnUrl() == null ? started.unattended() : started).at(context.now());
        return payments.insert(context, payment, attempt, due).compose(result -> switch (result) {
            case INSERTED ->
                charges.charge(context, attempt, details(payment))
                        .compose(settled -> find(tenant, payment.id()))
                        .map(Optional::of);
            case AMOUNT_TAKEN -> Future.succeededFuture(Optional.empty());
        });
    }

    /** Continues a payment whose request lost its process before the provider's answer. */
    Future<Payment> resume(ChangeContext context, String paymentId) {
        // The attempt is read first: when it has changed meanwhile, the payment that is read after it shows the change.
        return attempts.ofPayment(context.tenant(), paymentId)
                .compose(attempt -> find(context.tenant(), paymentId)
                        .compose(payment -> attempt.filter(found -> found.status() == Attempt.Status.STARTING)
                                .map(found -> charges.chargeAgain(context, found, details(payment))
                                        .compose(settled -> find(context.tenant(), paymentId)))
                                .orElseGet(() -> Future.succeededFuture(payment))));
    }

    /** The merchant has received the money of a manual transfer. */
    Change<Payment> confirm(ChangeContext context, String paymentId) {
        return decide(
                context,
                paymentId,
                attempt -> new Outcome.Succeeded(null, attempt.amount(), attempt.currency(), null, Map.of()));
    }

    /** The merchant has not received the money of a manual transfer. */
    Change<Payment> reject(ChangeContext context, String paymentId) {
        return decide(
                context,
                paymentId,
                attempt -> new Outcome.Declined("transfer_not_received", "The transfer did not arrive."));
    }

    Future<Payment> find(Tenant tenant, String paymentId) {
        return payments.find(tenant, paymentId).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    /**
     * Asks the provider for the status of a payment whose buyer has returned from the provider's page.
     *
     * @return the payment as it then is
     */
    public Future<Payment> refreshStatus(ChangeContext context, Payment payment) {
        return attempts.requireOfPayment(payment.tenant(), payment.id())
                .compose(attempt -> charges.refreshStatus(context, attempt))
                .compose(settled -> find(payment.tenant(), payment.id()));
    }

    private ChargeService.Details details(Payment payment) {
        return new ChargeService.Details(
                payment.description(),
                null,
                returnUrl.apply(payment.id()),
                payment.createdAt().plus(PAYABLE));
    }

    private Change<Payment> decide(ChangeContext context, String paymentId, Function<Attempt, Outcome> outcome) {
        Tenant tenant = context.tenant();
        return Change.after(() -> {
            Future<Payment> payment = find(tenant, paymentId);
            Future<Attempt> attempt = attempts.requireOfPayment(tenant, paymentId);
            return payment.compose(found -> {
                requireDecidedByHand(found);
                return attempt.compose(read -> decision.of(context, read, outcome.apply(read)));
            });
        });
    }

    private static void requireDecidedByHand(Payment payment) {
        if (!Objects.requireNonNull(payment.provider()).isConfirmedByHand()) {
            throw ErrorCode.CONFLICT.withMessage("Only a manual transfer is confirmed or rejected by hand.");
        }
        String session = payment.checkoutSessionId();
        if (session != null) {
            throw ErrorCode.CONFLICT.withMessage(
                    "This payment belongs to checkout session " + session + ": confirm or reject that.");
        }
        if (payment.status() != Payment.Status.PENDING) {
            throw ErrorCode.CONFLICT.withMessage(
                    "The payment is " + payment.status().text() + ".");
        }
    }

    private static Payment.Terms terms(Tenant tenant, PaymentInput input, ProviderKind provider, long amount) {
        return new Payment.Terms(
                tenant,
                amount,
                input.currency(),
                input.method(),
                provider,
                input.customerId(),
                null,
                null,
                input.paymentTokenId(),
                input.returnUrl(),
                input.description(),
                input.metadata());
    }
}
