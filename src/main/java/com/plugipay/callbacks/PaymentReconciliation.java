package com.plugipay.callbacks;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.callbacks.CallbackStore.Unconfirmed;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Actor;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.PaymentList;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.bus.Providers;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the payments of trusted callbacks with the provider's list. A list may lag: a payment that is not on it, or
 * differs, is queried by itself. When the provider does not confirm it then either, the payment stays as it is, and a review
 * beside it asks a person to look at it.
 */
final class PaymentReconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentReconciliation.class);
    private static final Actor CONFIRMATION = Actor.timer("confirmation", "Comparison with the provider's books");
    private static final List<ProviderKind> TRUSTED = ProviderKind.all().stream()
            .filter(provider -> provider.capabilities().trustedCallbacks())
            .toList();
    private static final int MOST_OF_ACCOUNT = 100;
    private static final int MOST = 300;
    private static final Duration AGAIN_AFTER_FAILURE = Duration.ofHours(1);
    private static final Duration AGAIN_WITHOUT_QUOTA = Duration.ofMinutes(1);
    private static final Duration AGAIN_WITHOUT_LIST = Duration.ofMinutes(5);

    /** How long after the callback a payment waits for the list; then it is queried by itself. */
    private static final Duration LIST_AWAITED = Duration.ofHours(1);

    /** How long after the callback the provider's answer is awaited; then a person has to look at the payment. */
    private static final Duration ANSWER_AWAITED = Duration.ofDays(3);

    private final CallbackStore store;
    private final Providers providers;
    private final AttemptStore attempts;
    private final ConfirmationRules confirmations;
    private final CallbackPaces paces;
    private final PaymentListReader lists;

    PaymentReconciliation(
            CallbackStore store,
            Providers providers,
            AttemptStore attempts,
            ConfirmationRules confirmations,
            CallbackPaces paces,
            PaymentListReader lists) {
        this.store = store;
        this.providers = providers;
        this.attempts = attempts;
        this.confirmations = confirmations;
        this.paces = paces;
        this.lists = lists;
    }

    /** Compares some payments of each account; gives whether there may be more. */
    Future<Boolean> confirm(Instant now) {
        return store.claimUnconfirmed(now, TRUSTED, MOST_OF_ACCOUNT, MOST).compose(claimed -> {
            Collection<List<StoredCallback>> accounts = claimed.stream()
                    .collect(Collectors.groupingBy(callback -> List.of(callback.tenant(), callback.provider())))
                    .values();
            return Future.join(accounts.stream()
                            .map(ofAccount -> confirm(ofAccount, now))
                            .toList())
                    .map(claimed.size() >= MOST
                            || accounts.stream().anyMatch(ofAccount -> ofAccount.size() >= MOST_OF_ACCOUNT));
        });
    }

    private Future<Void> confirm(List<StoredCallback> ofAccount, Instant now) {
        StoredCallback first = ofAccount.getFirst();
        Future<ListedPayments> listed = lists.around(ofAccount, now);
        return Future.join(ofAccount.stream()
                        .map(callback -> listed.compose(payments -> confirm(callback, payments, now))
                                .map(result -> new Unconfirmed(callback, result.confirmAt(), null))
                                .otherwise(failure -> failed(callback, failure, now)))
                        .toList())
                .compose(compared -> store.scheduleConfirmation(compared.list()))
                .compose(scheduled -> listed)
                .compose(payments -> lists.pollUnpaid(first.tenant(), first.provider(), payments, now));
    }

    private Future<CallbackResult> confirm(StoredCallback callback, ListedPayments listed, Instant now) {
        return providers
                .read(callback.provider(), callback.body())
                .compose(events -> events.stream().findFirst().orElse(null) instanceof CallbackEvent.OfCharge charge
                        ? confirm(callback, charge, listed, now)
                        : Future.succeededFuture(CallbackResult.DONE));
    }

    private Future<CallbackResult> confirm(
            StoredCallback callback, CallbackEvent.OfCharge charge, ListedPayments listed, Instant now) {
        return attempts.named(callback.tenant(), callback.provider(), charge.chargeId(), charge.providerReference())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(CallbackResult.DONE)
                        : confirm(callback, found.get(), reported(charge.outcome(), found.get()), listed, now));
    }

    private Future<CallbackResult> confirm(
            StoredCallback callback, Attempt attempt, PaymentList.Paid reported, ListedPayments listed, Instant now) {
        if (listed.paid().contains(reported)) {
            return paces.countConfirmed(attempt, callback.receivedAt()).map(CallbackResult.DONE);
        }
        if (!listed.isComplete() && now.isBefore(callback.receivedAt().plus(LIST_AWAITED))) {
            return Future.succeededFuture(CallbackResult.unconfirmed(now.plus(AGAIN_WITHOUT_LIST)));
        }
        if (!confirmations.mayQuery(callback.tenant(), callback.provider(), now)) {
            return isOver(callback, now)
                    ? Future.failedFuture(
                            ErrorCode.RATE_LIMITED.withMessage("The account's quota of queries is used up."))
                    : Future.succeededFuture(CallbackResult.unconfirmed(now.plus(AGAIN_WITHOUT_QUOTA)));
        }
        return providers
                .ask(callback.provider(), new Command.QueryStatus(callback.tenant(), attempt.charge(), false))
                .compose(outcome -> compare(callback, attempt, reported, outcome, now));
    }

    private Future<CallbackResult> compare(
            StoredCallback callback, Attempt attempt, PaymentList.Paid reported, Outcome outcome, Instant now) {
        boolean isUnknown = !outcome.isKnown();
        if (isUnknown && !isOver(callback, now)) {
            return Future.succeededFuture(CallbackResult.unconfirmed(now.plus(AGAIN_AFTER_FAILURE)));
        }
        boolean isConfirmed = outcome instanceof Outcome.Succeeded
                && reported(outcome, attempt).equals(reported);
        return isConfirmed
                ? paces.countConfirmed(attempt, callback.receivedAt()).map(CallbackResult.DONE)
                : review(callback, attempt, outcome, now)
                        .compose(result -> isUnknown
                                ? Future.succeededFuture(result)
                                : paces.recordMismatch(attempt, now).map(result));
    }

    /**
     * The money that this outcome reports for the attempt; as much as was asked for if it reports none. The reference that a
     * callback gives is not compared: it may belong to another payment.
     */
    private static PaymentList.Paid reported(@Nullable Outcome outcome, Attempt attempt) {
        return outcome instanceof Outcome.Succeeded paid
                ? new PaymentList.Paid(attempt.id(), paid.amount(), paid.currency())
                : new PaymentList.Paid(attempt.id(), attempt.amount(), attempt.currency());
    }

    /** Writes one review for each callback, whose id is its reference: no payment at the provider has the same. */
    private Future<CallbackResult> review(StoredCallback callback, Attempt attempt, Outcome outcome, Instant now) {
        LOG.atWarn()
                .addKeyValue("workspace", callback.tenant().workspaceId())
                .addKeyValue("attempt", attempt.id())
                .addKeyValue("callback", callback.id())
                .log("The provider does not confirm the payment of a callback");
        Attempt.Review review = new Attempt.Review(Attempt.Reason.NOT_CONFIRMED, null, null);
        Map<String, Object> data = Map.of("attemptId", attempt.id(), "providerSays", describe(outcome));
        return attempts.paidAgain(
                        ChangeContext.worker(callback.tenant(), CONFIRMATION, now),
                        attempt.again(callback.id(), review, data, now))
                .map(written -> CallbackResult.DONE);
    }

    private static String describe(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded paid -> "succeeded with " + paid.amount() + " " + paid.currency();
            case Outcome.Declined declined -> declined.code();
            case Outcome.Rejected rejected -> rejected.code();
            case Outcome.NeedsAction ignored -> "not paid";
            case Outcome.Pending ignored -> "not paid";
            case Outcome.Held held -> held.reason();
            case Outcome.Reversed reversed -> reversed.reason();
            case Outcome.NotDone notDone -> notDone.code();
            case Outcome.Unknown unknown -> unknown.reason();
        };
    }

    private static boolean isOver(StoredCallback callback, Instant now) {
        return now.isAfter(callback.receivedAt().plus(ANSWER_AWAITED));
    }

    /** Keeps the error until the payment is compared. An unavailable database is not an error of the callback. */
    private static Unconfirmed failed(StoredCallback callback, Throwable failure, Instant now) {
        Instant next = now.plus(AGAIN_AFTER_FAILURE);
        if (ErrorCode.UNAVAILABLE.is(failure)) {
            return new Unconfirmed(callback, next, null);
        }
        boolean isGivenUp = isOver(callback, now);
        LOG.atError()
                .setCause(failure)
                .addKeyValue("callback", callback.id())
                .log(
                        isGivenUp
                                ? "Cannot confirm the payment of a callback; it is given up"
                                : "Cannot confirm the payment of a callback; it will be tried again");
        return new Unconfirmed(callback, isGivenUp ? null : next, ApiException.codeOf(failure));
    }
}
