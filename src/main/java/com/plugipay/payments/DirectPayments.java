package com.plugipay.payments;

import com.plugipay.db.Database;
import com.plugipay.db.Origin;
import com.plugipay.db.Write;
import com.plugipay.events.EventType;
import com.plugipay.problems.Failure;
import com.plugipay.problems.Problem;
import com.plugipay.providers.Command;
import com.plugipay.providers.ConnectedMethods;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.Providers;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Payments without a checkout session. The intention is committed before the provider is asked: after a crash in between,
 * a repeat of the request finds the payment and asks the provider about it again, under the same id.
 */
public final class DirectPayments {
    /** What the merchant's own bank costs is not known here. */
    private static final long NO_FEE = 0;

    private final PaymentStore payments;
    private final Providers providers;
    private final ConnectedMethods methods;
    private final Database database;

    public DirectPayments(PaymentStore payments, Providers providers, ConnectedMethods methods, Database database) {
        this.payments = payments;
        this.providers = providers;
        this.methods = methods;
        this.database = database;
    }

    Future<Payment> create(Origin origin, PaymentInput input) {
        input.check();
        return methods.provider(origin.tenant(), input.method(), input.currency(), input.provider())
                .compose(connected -> payments.intend(
                        origin, Payment.pending(terms(origin.tenant(), input, connected), null, null, origin.now())))
                .compose(payment -> ask(origin, payment));
    }

    /** Goes on with a payment whose request lost its process before it was answered. */
    Future<Payment> resume(Origin origin, String paymentId) {
        return find(origin.tenant(), paymentId)
                .compose(payment -> payment.status() == Payment.Status.PENDING && payment.nextAction() == null
                        ? ask(origin, payment)
                        : Future.succeededFuture(payment));
    }

    /** The merchant has seen the money of a manual transfer. */
    Future<Payment> confirm(Origin origin, String paymentId) {
        return decide(
                origin,
                paymentId,
                EventType.PAYMENT_SUCCEEDED,
                payment -> payment.succeeded(NO_FEE, Payment.FeeStatus.ESTIMATED, false, origin.now()));
    }

    /** The merchant has looked, and there is no money. */
    Future<Payment> reject(Origin origin, String paymentId) {
        return decide(
                origin,
                paymentId,
                EventType.PAYMENT_FAILED,
                payment -> payment.failed("transfer_not_received", "The transfer did not arrive.", origin.now()));
    }

    Future<Payment> find(Tenant tenant, String paymentId) {
        return payments.find(tenant, paymentId).map(found -> found.orElseThrow(Problem.NOT_FOUND::here));
    }

    private Future<Payment> ask(Origin origin, Payment payment) {
        ProviderKind kind = Objects.requireNonNull(payment.provider());
        Command charge = new Command.Charge(
                payment.tenant(),
                payment.id(),
                payment.paymentMethod().type(),
                payment.amount(),
                payment.currency(),
                payment.description(),
                null,
                String.valueOf(payment.returnUrl()),
                null);
        return providers.ask(kind, charge).compose(outcome -> conclude(origin, payment, outcome));
    }

    private Future<Payment> conclude(Origin origin, Payment payment, Outcome outcome) {
        return switch (outcome) {
            case Outcome.NeedsAction needs -> {
                Payment accepted = payment.accepted(needs.providerReference(), needs.nextAction(), origin.now());
                yield payments.change(origin, payment, accepted, EventType.PAYMENT_UPDATED)
                        .answerAtLast(accepted)
                        .run(database)
                        .compose(changed ->
                                changed ? Future.succeededFuture(accepted) : find(payment.tenant(), payment.id()));
            }
            case Outcome.Succeeded succeeded -> {
                Payment paid = payment.succeeded(
                        succeeded.feeAmount(),
                        succeeded.feeAmount() == null ? Payment.FeeStatus.UNKNOWN : Payment.FeeStatus.EXACT,
                        false,
                        origin.now());
                yield payments.change(origin, payment, paid, EventType.PAYMENT_SUCCEEDED)
                        .answerAtLast(paid)
                        .run(database)
                        .compose(changed ->
                                changed ? Future.succeededFuture(paid) : find(payment.tenant(), payment.id()));
            }
            case Outcome.Pending ignored -> Future.succeededFuture(payment);
            case Outcome.Held ignored -> Future.succeededFuture(payment);
            case Outcome.Reversed ignored -> Future.succeededFuture(payment);
            case Outcome.Declined declined ->
                fail(origin, payment, declined.code(), declined.message(), Problem.PROVIDER_DECLINED);
            case Outcome.Rejected rejected ->
                fail(origin, payment, rejected.code(), rejected.message(), Problem.PROVIDER_REJECTED);
            case Outcome.Unknown ignored -> Future.failedFuture(Problem.PROVIDER_TIMEOUT.here());
        };
    }

    /** The payment stays, as failed; the caller hears why. */
    private Future<Payment> fail(Origin origin, Payment payment, String code, String message, Problem problem) {
        Payment failed = payment.failed(code, message, origin.now());
        Failure told = problem.saying(message)
                .with(List.of(Map.of("code", code, "message", message, "paymentId", payment.id())));
        return payments.change(origin, payment, failed, EventType.PAYMENT_FAILED)
                .run(database)
                .compose(changed -> Future.failedFuture(told));
    }

    private Future<Payment> decide(
            Origin origin, String paymentId, EventType type, Function<Payment, Payment> decision) {
        return find(origin.tenant(), paymentId).compose(payment -> {
            if (payment.provider() != ProviderKind.MANUAL) {
                throw Problem.CONFLICT.saying("Only a manual transfer is confirmed or rejected by hand.");
            }
            String session = payment.checkoutSessionId();
            if (session != null) {
                throw Problem.CONFLICT.saying(
                        "This payment belongs to checkout session " + session + ": confirm or reject that.");
            }
            if (payment.status() != Payment.Status.PENDING) {
                throw Problem.CONFLICT.saying(
                        "The payment is " + payment.status().text() + ".");
            }
            Payment after = decision.apply(payment);
            Write write = payments.change(origin, payment, after, type).answer(after);
            return write.run(database)
                    .compose(changed ->
                            changed ? Future.succeededFuture(after) : decide(origin, paymentId, type, decision));
        });
    }

    private static Payment.Terms terms(Tenant tenant, PaymentInput input, ProviderKind kind) {
        return new Payment.Terms(
                tenant,
                input.amount(),
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
