package com.plugipay.refunds;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.QueryQuota;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.bus.Providers;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Handles callbacks about refunds: asks the provider for the status of the refund, then settles it, or records it when
 * Plugipay has not made it.
 */
final class RefundCallbacks implements RefundCallbackHandler {
    private final RefundSettlement settlement;
    private final ExternalRefunds externalRefunds;
    private final RefundStore refunds;
    private final AttemptStore attempts;
    private final Providers providers;
    private final QueryQuota quota;

    RefundCallbacks(
            RefundSettlement settlement,
            ExternalRefunds externalRefunds,
            RefundStore refunds,
            AttemptStore attempts,
            Providers providers,
            QueryQuota quota) {
        this.settlement = settlement;
        this.externalRefunds = externalRefunds;
        this.refunds = refunds;
        this.attempts = attempts;
        this.providers = providers;
        this.quota = quota;
    }

    @Override
    public Future<Void> handle(
            ChangeContext context, CallbackEvent.OfRefund callback, Supplier<Future<Attempt>> charge) {
        String id = callback.refundId();
        return id == null
                ? ofCharge(context, callback, charge)
                : refunds.find(context.tenant(), id)
                        .compose(found -> found.map(refund -> attemptOf(context, refund, charge)
                                        .compose(attempt ->
                                                ofRefund(context, attempt, refund, callback.providerReference())))
                                .orElseGet(() -> ofCharge(context, callback, charge)));
    }

    private Future<Attempt> attemptOf(ChangeContext context, Refund refund, Supplier<Future<Attempt>> charge) {
        return attempts.ofPayment(context.tenant(), refund.paymentId())
                .compose(found -> found.map(Future::succeededFuture).orElseGet(charge));
    }

    /** Handles a callback that names no refund of Plugipay's by an id. */
    private Future<Void> ofCharge(
            ChangeContext context, CallbackEvent.OfRefund callback, Supplier<Future<Attempt>> charge) {
        String reference = callback.providerReference();
        return charge.get()
                .compose(attempt -> byReference(context.tenant(), attempt.provider(), reference)
                        .compose(found -> found.isPresent()
                                ? ofRefund(context, attempt, found.get(), reference)
                                : queryStatus(context, attempt, null, reference, 0)
                                        .compose(outcome -> recordExternal(context, attempt, callback, outcome))));
    }

    /** A refund that has succeeded cannot change. One that has failed may have been made after all. */
    private Future<Void> ofRefund(
            ChangeContext context, Attempt attempt, Refund refund, @Nullable String callbackReference) {
        String reference = refund.providerReference() == null ? callbackReference : refund.providerReference();
        if (refund.status() == Refund.Status.SUCCEEDED
                || (refund.status() == Refund.Status.FAILED && reference == null)) {
            return Future.succeededFuture();
        }
        Future<Outcome> status = queryStatus(context, attempt, refund.id(), reference, refund.amount());
        return refund.status() == Refund.Status.PENDING
                ? status.compose(outcome -> settlement.settlePolled(context, refund, outcome, 0))
                        .mapEmpty()
                : status.compose(outcome -> ifCertain(outcome, succeeded -> {
                    Refund known = refund.accepted(reference, context.now());
                    return settlement.settle(context, known, succeeded, 0).mapEmpty();
                }));
    }

    private Future<Outcome> queryStatus(
            ChangeContext context,
            Attempt attempt,
            @Nullable String refundId,
            @Nullable String reference,
            long amount) {
        return quota.ofNotice(
                attempt.id(),
                () -> providers.ask(
                        attempt.provider(),
                        new Command.QueryRefund(context.tenant(), refundId, reference, attempt.charge(), amount)));
    }

    private Future<Void> recordExternal(
            ChangeContext context, Attempt attempt, CallbackEvent.OfRefund callback, Outcome outcome) {
        return ifCertain(
                outcome,
                succeeded -> succeeded.currency().equals(attempt.currency())
                        ? externalRefunds.record(
                                context, attempt, succeeded.amount(), externalReference(callback, succeeded))
                        : Future.failedFuture(ErrorCode.CONFLICT.withMessage("The refund is in another currency.")));
    }

    /**
     * Does this after a success, and nothing after a failure. Fails while the outcome is unknown, so that the callback is
     * handled again: such a refund is not polled.
     */
    private static Future<Void> ifCertain(Outcome outcome, Function<Outcome.Succeeded, Future<Void>> afterSuccess) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded -> afterSuccess.apply(succeeded);
            case Outcome.Declined ignored -> Future.succeededFuture();
            case Outcome.Rejected ignored -> Future.succeededFuture();
            case Outcome.Reversed ignored -> Future.succeededFuture();
            default -> Future.failedFuture(ErrorCode.PROVIDER_TIMEOUT.exception());
        };
    }

    private Future<Optional<Refund>> byReference(Tenant tenant, ProviderKind provider, @Nullable String reference) {
        return reference == null
                ? Future.succeededFuture(Optional.empty())
                : refunds.byReference(tenant, provider, reference);
    }

    private static @Nullable String externalReference(CallbackEvent.OfRefund callback, Outcome.Succeeded succeeded) {
        String reference =
                succeeded.providerReference() == null ? callback.providerReference() : succeeded.providerReference();
        return reference == null ? callback.refundId() : reference;
    }
}
