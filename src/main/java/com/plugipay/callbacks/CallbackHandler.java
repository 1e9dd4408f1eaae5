package com.plugipay.callbacks;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.ChargeService;
import com.plugipay.attempts.Settler;
import com.plugipay.callbacks.ConfirmationRules.Confirmation;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.bus.Providers;
import com.plugipay.refunds.RefundCallbackHandler;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes a stored callback. The result does not depend on how often or in which order callbacks are processed. */
final class CallbackHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackHandler.class);

    /** A payment that the provider does not confirm is queried for some two hours: the provider may know it later. */
    private static final int TRIES_TO_CONFIRM = 5;

    /** A quota is by the minute; a callback waits for it as long as any callback is tried. */
    private static final Duration QUOTA_RENEWED_AFTER = Duration.ofMinutes(1);

    private static final Duration QUOTA_AWAITED = Duration.ofDays(3);

    /** By then the provider's list is complete. */
    private static final Duration CONFIRMED_AFTER = Duration.ofMinutes(10);

    private final Providers providers;
    private final AttemptStore attempts;
    private final ChargeService charges;
    private final RefundCallbackHandler refunds;
    private final StoredMethodCallbacks storedMethods;
    private final ConfirmationRules confirmations;
    private final CallbackPaces paces;

    CallbackHandler(
            Providers providers,
            AttemptStore attempts,
            ChargeService charges,
            RefundCallbackHandler refunds,
            StoredMethodCallbacks storedMethods,
            ConfirmationRules confirmations,
            CallbackPaces paces) {
        this.providers = providers;
        this.attempts = attempts;
        this.charges = charges;
        this.refunds = refunds;
        this.storedMethods = storedMethods;
        this.confirmations = confirmations;
        this.paces = paces;
    }

    /** The callback is about a charge that does not exist here. */
    private static final class UnknownCharge extends RuntimeException {
        private static final String REASON = "unknown_charge";

        /** Whether the charge cannot appear later either. */
        private final boolean isFinal;

        private UnknownCharge(boolean isFinal) {
            super(REASON, null, false, false);
            this.isFinal = isFinal;
        }
    }

    /** Fails while the database is unavailable, and for unexpected reasons; other failures give a result. */
    Future<CallbackResult> handle(StoredCallback callback, Instant now) {
        Actor actor = new Actor(Actor.Type.PROVIDER, callback.provider().text(), "Callback " + callback.id());
        ChangeContext context = ChangeContext.worker(callback.tenant(), actor, now);
        return providers
                .read(callback.provider(), callback.body())
                .compose(events -> handleAll(context, callback, events))
                .recover(failure -> {
                    @Nullable
                    CallbackResult result = ErrorCode.UNAVAILABLE.is(failure) ? null : resultOf(callback, failure, now);
                    return result == null ? Future.failedFuture(failure) : Future.succeededFuture(result);
                });
    }

    /** Handles the events one after the other, until one is not done. */
    private Future<CallbackResult> handleAll(
            ChangeContext context, StoredCallback callback, List<CallbackEvent> events) {
        Future<CallbackResult> result = Future.succeededFuture(CallbackResult.DONE);
        for (CallbackEvent event : events) {
            result = result.compose(before -> before.isDone()
                    ? handle(context, callback, event).map(next -> next.equals(CallbackResult.DONE) ? before : next)
                    : Future.succeededFuture(before));
        }
        return result;
    }

    private Future<CallbackResult> handle(ChangeContext context, StoredCallback callback, CallbackEvent event) {
        return switch (event) {
            case CallbackEvent.OfCharge ofCharge ->
                find(context.tenant(), callback.provider(), ofCharge.chargeId(), ofCharge.providerReference())
                        .compose(attempt -> confirmations
                                .decide(attempt, ofCharge, callback.receivedAt(), context.now())
                                .compose(confirmation -> charge(context, callback, attempt, ofCharge, confirmation)));
            case CallbackEvent.OfStoredMethod ofStored ->
                confirmations.mayQuery(context.tenant(), callback.provider(), context.now())
                        ? storedMethods
                                .handle(context, callback.provider(), ofStored)
                                .map(CallbackResult.DONE)
                        : Future.succeededFuture(waitForQuota(callback, context.now()));
            case CallbackEvent.OfRefund ofRefund ->
                confirmations.mayQuery(context.tenant(), callback.provider(), context.now())
                        ? refund(context, callback, ofRefund)
                        : Future.succeededFuture(waitForQuota(callback, context.now()));
            case CallbackEvent.Unreadable unreadable ->
                Future.succeededFuture(CallbackResult.givenUp(unreadable.reason()));
        };
    }

    private Future<CallbackResult> charge(
            ChangeContext context,
            StoredCallback callback,
            Attempt attempt,
            CallbackEvent.OfCharge event,
            Confirmation confirmation) {
        boolean isPayment = event.outcome() instanceof Outcome.Succeeded && !attempt.hasMoney();
        // An earlier try may have settled it, and failed before its confirmation was scheduled.
        boolean mayBeUnconfirmed =
                event.outcome() instanceof Outcome.Succeeded && (!attempt.hasMoney() || callback.attempt() > 1);
        Instant now = context.now();
        return switch (confirmation) {
            case NOT_NEEDED ->
                charges.notice(context, attempt, event)
                        .map(settled -> mayBeUnconfirmed && settled.hasMoney()
                                ? CallbackResult.unconfirmed(now.plus(CONFIRMED_AFTER))
                                : CallbackResult.DONE);
            case NEEDED ->
                charges.notice(
                                context,
                                attempt,
                                new CallbackEvent.OfCharge(event.chargeId(), event.providerReference(), null))
                        .compose(settled -> isPayment
                                ? queried(context, callback, settled, event)
                                : Future.succeededFuture(CallbackResult.DONE));
            case NEEDED_LATER -> Future.succeededFuture(waitForQuota(callback, now));
        };
    }

    /**
     * Continues after the provider was queried because of a payment. It may have confirmed another payment of the same charge
     * than the callback reports: that one goes to a person then, as every second payment does.
     */
    private Future<CallbackResult> queried(
            ChangeContext context, StoredCallback callback, Attempt settled, CallbackEvent.OfCharge event) {
        return settled.hasMoney()
                ? paces.countConfirmed(settled, callback.receivedAt())
                        .compose(counted -> charges.notice(context, settled, event))
                        .map(CallbackResult.DONE)
                : paces.recordMismatch(settled, context.now())
                        .map(CallbackResult.again(
                                "not_confirmed", callback.attempt(), TRIES_TO_CONFIRM, context.now()));
    }

    private static CallbackResult waitForQuota(StoredCallback callback, Instant now) {
        boolean isGivenUp = now.isAfter(callback.receivedAt().plus(QUOTA_AWAITED));
        return CallbackResult.again("provider_quota", isGivenUp ? null : now.plus(QUOTA_RENEWED_AFTER));
    }

    private Future<CallbackResult> refund(
            ChangeContext context, StoredCallback callback, CallbackEvent.OfRefund event) {
        return refunds.handle(
                        context,
                        event,
                        () -> findPaid(
                                context.tenant(), callback.provider(), event.chargeId(), event.chargeReference()))
                .map(handled -> CallbackResult.DONE);
    }

    /** The result of an expected failure; null for others. */
    private static @Nullable CallbackResult resultOf(StoredCallback callback, Throwable failure, Instant now) {
        if (failure instanceof PgException refused && isRefusedData(refused)) {
            LOG.atWarn()
                    .addKeyValue("callback", callback.id())
                    .addKeyValue("state", refused.getSqlState())
                    .log("The database refuses the data of a callback; it is given up");
            return CallbackResult.givenUp("not_storable");
        }
        return switch (failure) {
            case UnknownCharge unknown ->
                unknown.isFinal
                        ? CallbackResult.givenUp(UnknownCharge.REASON)
                        : CallbackResult.again(UnknownCharge.REASON, callback.attempt(), now);
            case ApiException exception ->
                Settler.isReferenceOfAnother(exception)
                        ? CallbackResult.givenUp(Settler.REFERENCE_OF_ANOTHER)
                        : CallbackResult.again(exception.errorCode().code(), callback.attempt(), now);
            default -> null;
        };
    }

    /** SQLSTATE classes 22 and 23, an invalid value and a violated constraint: the same data is refused again. */
    private static boolean isRefusedData(PgException refused) {
        String state = refused.getSqlState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /**
     * Finds the attempt of a charge. An attempt is written before the provider gets its id, so that an unknown id stays
     * unknown; the provider's own reference is known here only after its response.
     */
    private Future<Attempt> find(
            Tenant tenant, ProviderKind provider, @Nullable String chargeId, @Nullable String reference) {
        return attempts.named(tenant, provider, chargeId, reference)
                .map(found -> found.orElseThrow(() -> new UnknownCharge(chargeId != null)));
    }

    /** Finds an attempt by the reference of its payment if there is one: a charge may have several payments. */
    private Future<Attempt> findPaid(
            Tenant tenant, ProviderKind provider, @Nullable String chargeId, @Nullable String reference) {
        return attempts.named(tenant, provider, null, reference)
                .compose(paid ->
                        paid.map(Future::succeededFuture).orElseGet(() -> find(tenant, provider, chargeId, null)));
    }
}
