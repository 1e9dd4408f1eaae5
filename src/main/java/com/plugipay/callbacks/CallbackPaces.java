package com.plugipay.callbacks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.attempts.Attempt;
import com.plugipay.callbacks.CallbackPaceStore.Confirmed;
import com.plugipay.callbacks.CallbackStore.Unconfirmed;
import com.plugipay.db.Batches;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Whether notices of money come faster than their account ever had them. What was confirmed is counted in the database, so
 * that a rush that was true once is ordinary on every node for ever; what was only told, or is not true, makes nothing
 * ordinary. Nodes learn how much the others have believed when they note what they believed themselves: together they may
 * believe more than the pace by what is being worked in that moment.
 */
final class CallbackPaces {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final Duration MINUTES_KEPT = Duration.ofDays(5);
    private static final Batches.Limits CONFIRMED = new Batches.Limits(256, 1, 10_000);

    private final CallbackPaceStore store;
    private final MinuteCounts believed = new MinuteCounts();
    private final Batches<Confirmed> confirmed;
    private final Cache<Account, CallbackPace> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    private record Account(Tenant tenant, ProviderKind provider) {}

    CallbackPaces(CallbackPaceStore store, InstantSource clock) {
        this.store = store;
        this.confirmed = new Batches<>(CONFIRMED, batch -> store.countConfirmed(batch, clock.instant()));
    }

    /**
     * Whether a notice came within the pace that its account is known for; then it counts as believed.
     *
     * @param expected what is nothing special for an account without a past
     */
    Future<Boolean> isOrdinary(Tenant tenant, ProviderKind provider, int expected, Instant receivedAt, Instant now) {
        return pace(new Account(tenant, provider))
                .map(pace -> believed.take(tenant, provider, receivedAt, pace.limit(expected, now)));
    }

    /** Counts what this node has believed, and learns what all of them have. */
    Future<Void> noteBelieved(List<Unconfirmed> batch) {
        return store.countTrusted(batch)
                .onSuccess(totals -> totals.forEach(
                        total -> believed.atLeast(total.tenant(), total.provider(), total.minute(), total.callbacks())))
                .mapEmpty();
    }

    /** The provider has confirmed what a notice told of that attempt. */
    Future<Void> confirmed(Attempt attempt, Instant receivedAt) {
        return confirmed
                .add(new Confirmed(attempt.tenant(), attempt.id(), receivedAt))
                .onSuccess(noted -> known.invalidate(account(attempt)));
    }

    /** The provider has not. That is noted once a minute: a flood of such notices writes no more than one of them. */
    Future<Void> doubt(Attempt attempt, Instant now) {
        Account account = account(attempt);
        return pace(account).compose(pace -> {
            Instant mismatchAt = pace.mismatchAt();
            return mismatchAt != null && MinuteCounts.minute(mismatchAt).equals(MinuteCounts.minute(now))
                    ? Future.succeededFuture()
                    : store.recordMismatch(account.tenant(), account.provider(), now)
                            .onSuccess(noted -> known.put(account, new CallbackPace(pace.peak(), 0, now)));
        });
    }

    /** Deletes what is too old to be confirmed still. */
    Future<Void> forget(Instant now) {
        return store.deleteBefore(now.minus(MINUTES_KEPT));
    }

    private Future<CallbackPace> pace(Account account) {
        CallbackPace cached = known.getIfPresent(account);
        return cached != null
                ? Future.succeededFuture(cached)
                : store.find(account.tenant(), account.provider()).onSuccess(found -> known.put(account, found));
    }

    private static Account account(Attempt attempt) {
        return new Account(attempt.tenant(), attempt.provider());
    }
}
