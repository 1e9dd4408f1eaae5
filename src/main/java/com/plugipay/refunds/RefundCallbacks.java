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

/** Hears of refunds from providers: of ours, which it settles, and of those that were made without us. */
final class RefundCallbacks implements RefundCallbackHandler {
    private final Refunds settling;
    private final RefundStore refunds;
    private final AttemptStore attempts;
    private final ExternalRefunds foreign;
    private final Providers providers;
    private final QueryQuota questions;

    RefundCallbacks(
            Refunds settling,
            RefundStore refunds,
            AttemptStore attempts,
            ExternalRefunds foreign,
            Providers providers,
            QueryQuota questions) {
        this.settling = settling;
        this.refunds = refunds;
        this.attempts = attempts;
        this.foreign = foreign;
        this.providers = providers;
        this.questions = questions;
    }

    @Override
    public Future<Void> notice(ChangeContext origin, CallbackEvent.OfRefund notice, Supplier<Future<Attempt>> charge) {
        String id = notice.refundId();
        return id == null
                ? ofCharge(origin, notice, charge)
                : refunds.find(origin.tenant(), id)
                        .compose(found -> found.map(refund -> ofOurs(origin, notice, refund, charge))
                                .orElseGet(() -> ofCharge(origin, notice, charge)));
    }

    private Future<Void> ofOurs(
            ChangeContext origin, CallbackEvent.OfRefund notice, Refund refund, Supplier<Future<Attempt>> charge) {
        return attempts.ofPayment(origin.tenant(), refund.paymentId())
                .compose(found -> found.map(Future::succeededFuture).orElseGet(charge))
                .compose(attempt -> told(origin, attempt, refund, notice.providerReference()));
    }

    private Future<Void> ofCharge(
            ChangeContext origin, CallbackEvent.OfRefund notice, Supplier<Future<Attempt>> charge) {
        String reference = notice.providerReference();
        return charge.get()
                .compose(attempt -> byReference(origin.tenant(), attempt.provider(), reference)
                        .compose(found -> found.isPresent()
                                ? told(origin, attempt, found.get(), reference)
                                : lookUp(origin, attempt, null, reference, 0)
                                        .compose(outcome -> learn(origin, attempt, notice, outcome))));
    }

    /** What has succeeded has nothing more to tell; what has failed may have come back after all, and is never made again. */
    private Future<Void> told(ChangeContext origin, Attempt attempt, Refund refund, @Nullable String told) {
        String reference = refund.providerReference() == null ? told : refund.providerReference();
        return switch (refund.status()) {
            case SUCCEEDED -> Future.succeededFuture();
            case FAILED ->
                reference == null
                        ? Future.succeededFuture()
                        : lookUp(origin, attempt, refund.id(), reference, refund.amount())
                                .compose(outcome -> ofEnd(
                                        outcome,
                                        back -> settling.settle(
                                                        origin, refund.accepted(reference, origin.now()), back, 0)
                                                .mapEmpty()));
            case PENDING ->
                lookUp(origin, attempt, refund.id(), reference, refund.amount())
                        .compose(outcome -> settling.settle(origin, refund, outcome, 0))
                        .mapEmpty();
        };
    }

    private Future<Outcome> lookUp(
            ChangeContext origin, Attempt attempt, @Nullable String refundId, @Nullable String reference, long amount) {
        return questions.ofNotice(
                attempt.id(),
                () -> providers.ask(
                        attempt.provider(),
                        new Command.QueryRefund(origin.tenant(), refundId, reference, attempt.charge(), amount)));
    }

    private Future<Void> learn(ChangeContext origin, Attempt attempt, CallbackEvent.OfRefund notice, Outcome outcome) {
        return ofEnd(
                outcome,
                back -> back.currency().equals(attempt.currency())
                        ? foreign.book(origin, attempt, back.amount(), reference(notice, back))
                        : Future.failedFuture(ErrorCode.CONFLICT.withMessage("The refund is in another currency.")));
    }

    /** Of such a refund nobody else asks: while its end is unknown, the notice has to be kept. */
    private static Future<Void> ofEnd(Outcome outcome, Function<Outcome.Succeeded, Future<Void>> isBack) {
        return switch (outcome) {
            case Outcome.Succeeded back -> isBack.apply(back);
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

    private static @Nullable String reference(CallbackEvent.OfRefund notice, Outcome.Succeeded succeeded) {
        String told =
                succeeded.providerReference() == null ? notice.providerReference() : succeeded.providerReference();
        return told == null ? notice.refundId() : told;
    }
}
