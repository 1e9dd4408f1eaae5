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
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.bus.Providers;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares payments that were believed on a callback's word with the provider's list, slowly. What is not on it, as a list may
 * lag, or differs is asked about by itself; what the provider does not know then, or knows otherwise, becomes a matter for a
 * person beside the payment; the payment itself stays as it is.
 */
final class PaymentReconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentReconciliation.class);
    private static final Actor CONFIRMATION = Actor.timer("confirmation", "Comparison with the provider's books");
    private static final List<ProviderKind> BELIEVED = ProviderKind.all().stream()
            .filter(provider -> provider.capabilities().believedCallbacks())
            .toList();
    private static final int OF_ACCOUNT = 100;
    private static final int AT_ONCE = 300;
    private static final Duration WITHOUT_ANSWER = Duration.ofHours(1);
    private static final Duration WITHOUT_ROOM = Duration.ofMinutes(1);
    private static final Duration WITHOUT_LIST = Duration.ofMinutes(5);

    /** Since the callback came: without a list for longer, each is asked about by itself. */
    private static final Duration LIST_AWAITED = Duration.ofHours(1);

    /** Since the callback came: what the provider does not tell in that time is for a person. */
    private static final Duration COMPARED_FOR = Duration.ofDays(3);

    private final CallbackStore store;
    private final Providers providers;
    private final AttemptStore attempts;
    private final Confirmations confirmations;
    private final CallbackPaces paces;
    private final PaymentLists lists;

    PaymentReconciliation(
            CallbackStore store,
            Providers providers,
            AttemptStore attempts,
            Confirmations confirmations,
            CallbackPaces paces,
            PaymentLists lists) {
        this.store = store;
        this.providers = providers;
        this.attempts = attempts;
        this.confirmations = confirmations;
        this.paces = paces;
        this.lists = lists;
    }

    /** Compares some that are due of each account; there may be more when one of them has as many. */
    Future<Boolean> confirm(Instant now) {
        return store.claimUnconfirmed(now, BELIEVED, OF_ACCOUNT, AT_ONCE).compose(claimed -> {
            Collection<List<StoredCallback>> accounts = claimed.stream()
                    .collect(Collectors.groupingBy(callback -> List.of(callback.tenant(), callback.provider())))
                    .values();
            return Future.join(accounts.stream()
                            .map(ofAccount -> confirm(ofAccount, now))
                            .toList())
                    .map(claimed.size() >= AT_ONCE
                            || accounts.stream().anyMatch(ofAccount -> ofAccount.size() >= OF_ACCOUNT));
        });
    }

    private Future<Void> confirm(List<StoredCallback> ofAccount, Instant now) {
        StoredCallback one = ofAccount.getFirst();
        Future<ListedPayments> listed = lists.around(ofAccount, now);
        return Future.join(ofAccount.stream()
                        .map(callback -> listed.compose(paid -> confirm(callback, paid, now))
                                .map(fate -> new Unconfirmed(callback, fate.confirmAt(), null))
                                .otherwise(failure -> failed(callback, failure, now)))
                        .toList())
                .compose(compared -> store.scheduleConfirmation(compared.list()))
                .compose(noted -> listed)
                .compose(paid -> lists.lookUpUntold(one.tenant(), one.provider(), paid, now));
    }

    private Future<CallbackResult> confirm(StoredCallback callback, ListedPayments listed, Instant now) {
        return providers
                .read(callback.provider(), callback.body())
                .compose(notices -> attempt(callback, notices))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(CallbackResult.DONE)
                        : confirm(callback, found.get(), listed, now));
    }

    private Future<CallbackResult> confirm(
            StoredCallback callback, Attempt attempt, ListedPayments listed, Instant now) {
        if (listed.confirms(attempt)) {
            return paces.confirmed(attempt, callback.receivedAt()).map(CallbackResult.DONE);
        }
        if (!listed.isTold() && now.isBefore(callback.receivedAt().plus(LIST_AWAITED))) {
            return Future.succeededFuture(CallbackResult.unconfirmed(now.plus(WITHOUT_LIST)));
        }
        if (!confirmations.mayAsk(callback.tenant(), callback.provider(), now)) {
            return isOver(callback, now)
                    ? Future.failedFuture(
                            ErrorCode.RATE_LIMITED.withMessage("There was no room in the account's quota."))
                    : Future.succeededFuture(CallbackResult.unconfirmed(now.plus(WITHOUT_ROOM)));
        }
        return providers
                .ask(callback.provider(), new Command.LookUp(callback.tenant(), attempt.charge(), false))
                .compose(outcome -> compare(callback, attempt, outcome, now));
    }

    private Future<Optional<Attempt>> attempt(StoredCallback callback, List<CallbackEvent> notices) {
        if (!(notices.stream().findFirst().orElse(null) instanceof CallbackEvent.OfCharge of)) {
            return Future.succeededFuture(Optional.empty());
        }
        return attempts.named(callback.tenant(), callback.provider(), of.chargeId(), of.providerReference());
    }

    private Future<CallbackResult> compare(StoredCallback callback, Attempt attempt, Outcome outcome, Instant now) {
        boolean isUnknown = !outcome.isAnswer();
        if (isUnknown && !isOver(callback, now)) {
            return Future.succeededFuture(CallbackResult.unconfirmed(now.plus(WITHOUT_ANSWER)));
        }
        boolean isConfirmed = outcome instanceof Outcome.Succeeded paid && isWhatCameIn(paid, attempt);
        return isConfirmed
                ? paces.confirmed(attempt, callback.receivedAt()).map(CallbackResult.DONE)
                : review(callback, attempt, outcome, now)
                        .compose(fate -> isUnknown
                                ? Future.succeededFuture(fate)
                                : paces.doubt(attempt, now).map(fate));
    }

    /** Money of another amount than was asked for waits for a person already, with that amount. */
    private static boolean isWhatCameIn(Outcome.Succeeded paid, Attempt attempt) {
        Attempt.Review review = attempt.review();
        Long received = review == null ? null : review.receivedAmount();
        if (review == null || received == null) {
            return paid.amount() == attempt.amount() && paid.currency().equals(attempt.currency());
        }
        return paid.amount() == received && paid.currency().equals(review.receivedCurrency());
    }

    /** Once for each callback, by whose id it is known: nothing at the provider has another. */
    private Future<CallbackResult> review(StoredCallback callback, Attempt attempt, Outcome outcome, Instant now) {
        LOG.atWarn()
                .addKeyValue("workspace", callback.tenant().workspaceId())
                .addKeyValue("attempt", attempt.id())
                .addKeyValue("callback", callback.id())
                .log("The provider does not confirm a payment that its callback told of");
        Attempt.Review review = new Attempt.Review(Attempt.Reason.NOT_CONFIRMED, null, null);
        Map<String, Object> data = Map.of("attemptId", attempt.id(), "providerSays", says(outcome));
        return attempts.paidAgain(
                        ChangeContext.worker(callback.tenant(), CONFIRMATION, now),
                        attempt.again(callback.id(), review, data, now),
                        review)
                .map(written -> CallbackResult.DONE);
    }

    private static String says(Outcome outcome) {
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
        return now.isAfter(callback.receivedAt().plus(COMPARED_FOR));
    }

    /** It is seen until it goes well, or a person has looked; while the database is away nothing is wrong with it. */
    private static Unconfirmed failed(StoredCallback callback, Throwable failure, Instant now) {
        Instant next = now.plus(WITHOUT_ANSWER);
        if (ErrorCode.UNAVAILABLE.is(failure)) {
            return new Unconfirmed(callback, next, null);
        }
        boolean isGivenUp = isOver(callback, now);
        LOG.atError()
                .setCause(failure)
                .addKeyValue("callback", callback.id())
                .log(
                        isGivenUp
                                ? "A believed payment could not be compared and is given up"
                                : "A believed payment could not be compared; it will be tried again");
        return new Unconfirmed(callback, isGivenUp ? null : next, ApiException.codeOf(failure));
    }
}
