package com.plugipay.payments;

import com.plugipay.async.Rounds;
import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.ChargeService;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.providers.manual.UniqueAmounts;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Payments without a checkout session. The intention is committed before the provider is asked: after a crash in between,
 * a repeat of the request finds the payment and asks the provider about it again, under the same id.
 */
public final class DirectPayments {
    /** As long as a checkout session lives at most: nothing stays payable for ever. */
    private static final Duration PAYABLE = Duration.ofHours(24);

    private static final String NOBODY = "";

    /** Settles what a person says of a payment's attempt: the first word counts, and any other after it fails. */
    public interface Decision {
        Change<Payment> of(ChangeContext origin, String attemptId, Outcome outcome);
    }

    private final PaymentStore payments;
    private final AttemptStore attempts;
    private final ChargeService charging;
    private final Decision decision;
    private final ConnectedMethods methods;
    private final UniqueAmounts amounts;
    private final Function<String, String> comeBackUrl;

    /** {@code comeBackUrl} gives the address of ours where a buyer of that payment comes back to. */
    public DirectPayments(
            PaymentStore payments,
            AttemptStore attempts,
            ChargeService charging,
            Decision decision,
            ConnectedMethods methods,
            UniqueAmounts amounts,
            Function<String, String> comeBackUrl) {
        this.payments = payments;
        this.attempts = attempts;
        this.charging = charging;
        this.decision = decision;
        this.methods = methods;
        this.amounts = amounts;
        this.comeBackUrl = comeBackUrl;
    }

    Future<Payment> create(ChangeContext origin, PaymentInput input) {
        input.check();
        return methods.provider(origin.tenant(), input.method(), input.amount(), input.currency(), input.provider())
                .compose(provider -> Rounds.until(() -> create(origin, input, provider)));
    }

    /** None when somebody was faster to take the amount. The payment gets its id with it, so that nobody has one yet. */
    private Future<Optional<Payment>> create(ChangeContext origin, PaymentInput input, ProviderKind provider) {
        return amounts.of(origin.tenant(), provider, NOBODY, input.amount(), input.currency(), origin.now())
                .compose(due -> {
                    Payment payment = Payment.pending(
                            terms(origin.tenant(), input, provider, due.amount()), null, null, origin.now());
                    Attempt attempt = Attempt.start(
                            origin.tenant(),
                            null,
                            payment.id(),
                            provider,
                            input.method(),
                            due.amount(),
                            input.currency(),
                            origin.now());
                    return payments.intend(origin, payment, attempt, due)
                            .compose(intended -> intended
                                    ? after(charging.charge(origin, attempt, details(payment)), payment)
                                            .map(Optional::of)
                                    : Future.succeededFuture(Optional.empty()));
                });
    }

    /** Goes on with a payment whose request lost its process before it was answered. */
    Future<Payment> resume(ChangeContext origin, String paymentId) {
        // The attempt first: when it has been answered meanwhile, the payment that is read after it shows that.
        return attempts.ofPayment(origin.tenant(), paymentId)
                .compose(found -> find(origin.tenant(), paymentId)
                        .compose(payment -> found.isPresent() && found.get().status() == Attempt.Status.STARTING
                                ? after(charging.chargeAgain(origin, found.get(), details(payment)), payment)
                                : Future.succeededFuture(payment)));
    }

    /** The merchant has seen the money of a manual transfer. */
    Change<Payment> confirm(ChangeContext origin, String paymentId) {
        return decide(
                origin,
                paymentId,
                attempt -> new Outcome.Succeeded(null, attempt.amount(), attempt.currency(), null, Map.of()));
    }

    /** The merchant has looked, and there is no money. */
    Change<Payment> reject(ChangeContext origin, String paymentId) {
        return decide(
                origin,
                paymentId,
                attempt -> new Outcome.Declined("transfer_not_received", "The transfer did not arrive."));
    }

    Future<Payment> find(Tenant tenant, String paymentId) {
        return payments.find(tenant, paymentId).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    /**
     * The buyer is back from the provider's page: what became of it is asked.
     *
     * @return the payment as it now is
     */
    public Future<Payment> comeBack(ChangeContext origin, Payment payment) {
        return attempt(payment)
                .compose(attempt -> charging.comeBack(origin, attempt))
                .compose(done -> find(payment.tenant(), payment.id()));
    }

    private ChargeService.Details details(Payment payment) {
        return new ChargeService.Details(
                payment.description(),
                null,
                comeBackUrl.apply(payment.id()),
                payment.createdAt().plus(PAYABLE));
    }

    /** The payment as it is after that. */
    private Future<Payment> after(Future<Attempt> charge, Payment payment) {
        return charge.compose(settled -> find(payment.tenant(), payment.id()));
    }

    private Future<Attempt> attempt(Payment payment) {
        return attempts.ofPayment(payment.tenant(), payment.id())
                .map(found -> found.orElseThrow(() -> new IllegalStateException(payment.id() + " has no attempt")));
    }

    private Change<Payment> decide(ChangeContext origin, String paymentId, Function<Attempt, Outcome> outcome) {
        return Change.after(() -> find(origin.tenant(), paymentId).compose(payment -> {
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
            return attempt(payment).map(attempt -> decision.of(origin, attempt.id(), outcome.apply(attempt)));
        }));
    }

    private static Payment.Terms terms(Tenant tenant, PaymentInput input, ProviderKind kind, long amount) {
        return new Payment.Terms(
                tenant,
                amount,
                input.currency(),
                input.method(),
                kind,
                input.customerId(),
                null,
                input.paymentTokenId(),
                input.returnUrl(),
                input.description(),
                input.metadata());
    }
}
