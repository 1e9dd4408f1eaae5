package com.plugipay.callbacks;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.ChargeService;
import com.plugipay.attempts.Settler;
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

/** Does what a stored callback asks for. Doing it again, or in another order, ends in the same state. */
final class CallbackWork {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackWork.class);

    /** What the provider does not confirm is asked for again for some two hours: it may know of it later. */
    private static final int TRIES_TO_CONFIRM = 5;

    /** A quota is by the minute; a callback is tried for as long as all are. */
    private static final Duration QUOTA_RENEWED_AFTER = Duration.ofMinutes(1);

    private static final Duration QUOTA_AWAITED = Duration.ofDays(3);

    /** By then the provider's own books are complete. */
    private static final Duration CONFIRMED_AFTER = Duration.ofMinutes(10);

    private final Providers providers;
    private final AttemptStore attempts;
    private final ChargeService charging;
    private final RefundCallbackHandler refunds;
    private final Confirmations confirmations;
    private final CallbackPaces paces;

    CallbackWork(
            Providers providers,
            AttemptStore attempts,
            ChargeService charging,
            RefundCallbackHandler refunds,
            Confirmations confirmations,
            CallbackPaces paces) {
        this.providers = providers;
        this.attempts = attempts;
        this.charging = charging;
        this.refunds = refunds;
        this.confirmations = confirmations;
        this.paces = paces;
    }

    /** A callback is about none of our charges, and whether that may change. */
    private static final class UnknownCharge extends RuntimeException {
        private static final String REASON = "unknown_charge";

        private final boolean isForGood;

        private UnknownCharge(boolean isForGood) {
            super(REASON, null, false, false);
            this.isForGood = isForGood;
        }
    }

    /** Fails while the database is away, and with what nobody has foreseen: anything else that could not be done is a fate too. */
    Future<CallbackResult> work(StoredCallback callback, Instant now) {
        Actor actor = new Actor(Actor.Type.PROVIDER, callback.provider().text(), "Callback " + callback.id());
        ChangeContext origin = ChangeContext.worker(callback.tenant(), actor, now);
        return providers
                .read(callback.provider(), callback.body())
                .compose(notices -> all(origin, callback, notices))
                .recover(failure -> {
                    @Nullable
                    CallbackResult fate = ErrorCode.UNAVAILABLE.is(failure) ? null : fate(callback, failure, now);
                    return fate == null ? Future.failedFuture(failure) : Future.succeededFuture(fate);
                });
    }

    /** One after the other, until one has to wait. */
    private Future<CallbackResult> all(ChangeContext origin, StoredCallback callback, List<CallbackEvent> notices) {
        Future<CallbackResult> done = Future.succeededFuture(CallbackResult.DONE);
        for (CallbackEvent notice : notices) {
            done = done.compose(before -> before.isDone()
                    ? one(origin, callback, notice).map(fate -> fate.equals(CallbackResult.DONE) ? before : fate)
                    : Future.succeededFuture(before));
        }
        return done;
    }

    private Future<CallbackResult> one(ChangeContext origin, StoredCallback callback, CallbackEvent notice) {
        return switch (notice) {
            case CallbackEvent.OfCharge of ->
                find(origin.tenant(), callback.provider(), of.chargeId(), of.providerReference())
                        .compose(attempt -> confirmations
                                .of(attempt, of, callback.receivedAt(), origin.now())
                                .compose(confirmation -> charge(origin, callback, attempt, of, confirmation)));
            case CallbackEvent.OfRefund of ->
                confirmations.mayAsk(origin.tenant(), callback.provider(), origin.now())
                        ? refund(origin, callback, of)
                        : Future.succeededFuture(waits(callback, origin.now()));
            case CallbackEvent.Unreadable unreadable ->
                Future.succeededFuture(CallbackResult.givenUp(unreadable.reason()));
        };
    }

    private Future<CallbackResult> charge(
            ChangeContext origin,
            StoredCallback callback,
            Attempt attempt,
            CallbackEvent.OfCharge notice,
            Confirmations.Confirmation confirmation) {
        boolean tellsOfMoney = notice.outcome() instanceof Outcome.Succeeded && !attempt.hasMoney();
        // A try before may have believed it, and died before that was noted.
        boolean mayHaveBeenBelieved =
                notice.outcome() instanceof Outcome.Succeeded && (!attempt.hasMoney() || callback.attempt() > 1);
        Instant now = origin.now();
        return switch (confirmation) {
            case AS_TOLD ->
                charging.notice(origin, attempt, notice)
                        .map(settled -> mayHaveBeenBelieved && settled.hasMoney()
                                ? CallbackResult.unconfirmed(now.plus(CONFIRMED_AFTER))
                                : CallbackResult.DONE);
            case ASKED_BACK ->
                charging.notice(
                                origin,
                                attempt,
                                new CallbackEvent.OfCharge(notice.chargeId(), notice.providerReference(), null))
                        .compose(settled -> tellsOfMoney
                                ? confirmed(origin, callback, settled, notice)
                                : Future.succeededFuture(CallbackResult.DONE));
            case LATER -> Future.succeededFuture(waits(callback, now));
        };
    }

    /**
     * The provider was asked about a notice of money. What it confirms may be another payment of the same charge than the
     * notice tells of: that one is for a person then, as every second payment is.
     */
    private Future<CallbackResult> confirmed(
            ChangeContext origin, StoredCallback callback, Attempt settled, CallbackEvent.OfCharge notice) {
        return settled.hasMoney()
                ? paces.confirmed(settled, callback.receivedAt())
                        .compose(counted -> charging.notice(origin, settled, notice))
                        .map(CallbackResult.DONE)
                : paces.doubt(settled, origin.now())
                        .map(CallbackResult.again("not_confirmed", callback.attempt(), TRIES_TO_CONFIRM, origin.now()));
    }

    private static CallbackResult waits(StoredCallback callback, Instant now) {
        boolean isGivenUp = now.isAfter(callback.receivedAt().plus(QUOTA_AWAITED));
        return CallbackResult.again("provider_quota", isGivenUp ? null : now.plus(QUOTA_RENEWED_AFTER));
    }

    private Future<CallbackResult> refund(
            ChangeContext origin, StoredCallback callback, CallbackEvent.OfRefund notice) {
        return refunds.notice(
                        origin,
                        notice,
                        () -> findPaid(
                                origin.tenant(), callback.provider(), notice.chargeId(), notice.chargeReference()))
                .map(done -> CallbackResult.DONE);
    }

    /** Null of what nobody has foreseen. */
    private static @Nullable CallbackResult fate(StoredCallback callback, Throwable failure, Instant now) {
        if (failure instanceof PgException refused && isOfTheData(refused)) {
            LOG.atWarn()
                    .addKeyValue("callback", callback.id())
                    .addKeyValue("state", refused.getSqlState())
                    .log("A callback cannot be stored and is given up");
            return CallbackResult.givenUp("not_storable");
        }
        return switch (failure) {
            case UnknownCharge unknown ->
                unknown.isForGood
                        ? CallbackResult.givenUp(UnknownCharge.REASON)
                        : CallbackResult.again(UnknownCharge.REASON, callback.attempt(), now);
            case ApiException told ->
                Settler.isReferenceOfAnother(told)
                        ? CallbackResult.givenUp(Settler.REFERENCE_OF_ANOTHER)
                        : CallbackResult.again(told.errorCode().code(), callback.attempt(), now);
            default -> null;
        };
    }

    /** Classes 22 and 23: a value that no column takes, or a constraint that it breaks. It will again. */
    private static boolean isOfTheData(PgException refused) {
        String state = refused.getSqlState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /**
     * A charge of ours that is named by its id would be here: the intention is written before a provider hears of it. One
     * that is named by the provider's id alone may be known as soon as its answer is.
     */
    private Future<Attempt> find(
            Tenant tenant, ProviderKind provider, @Nullable String chargeId, @Nullable String reference) {
        return attempts.named(tenant, provider, chargeId, reference)
                .map(found -> found.orElseThrow(() -> new UnknownCharge(chargeId != null)));
    }

    /** By what was paid, where that is named: there may be more than one payment of a charge. */
    private Future<Attempt> findPaid(
            Tenant tenant, ProviderKind provider, @Nullable String chargeId, @Nullable String reference) {
        return attempts.named(tenant, provider, null, reference)
                .compose(paid ->
                        paid.map(Future::succeededFuture).orElseGet(() -> find(tenant, provider, chargeId, null)));
    }
}
