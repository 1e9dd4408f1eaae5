package com.plugipay.callbacks;

import com.plugipay.async.SingleFlightCache;
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
 * Whether callbacks about payments come faster than ever before to their account. Only payments that the provider has confirmed
 * raise the pace of an account; it is kept in the database, for all nodes. A node learns how many callbacks the others have
 * trusted when it counts its own: together they may exceed the pace by the callbacks that they process at that moment.
 */
final class CallbackPaces {
    private static final Duration CACHED = Duration.ofSeconds(5);
    private static final Duration MINUTES_KEPT = Duration.ofDays(5);
    private static final Batches.Limits CONFIRMED = new Batches.Limits(256, 1, 10_000);

    private final CallbackPaceStore store;
    private final MinuteCounts trusted = new MinuteCounts();
    private final Batches<Confirmed> confirmed;
    private final SingleFlightCache<Account, CallbackPace> paces = SingleFlightCache.of(CACHED);

    private record Account(Tenant tenant, ProviderKind provider) {}

    /** Whether one more callback exceeds the pace of its account. */
    enum Check {
        WITHIN,
        EXCEEDED
    }

    CallbackPaces(CallbackPaceStore store, InstantSource clock) {
        this.store = store;
        this.confirmed = new Batches<>(CONFIRMED, batch -> store.countConfirmed(batch, clock.instant()));
    }

    /**
     * Checks a callback; one within the pace counts as trusted.
     *
     * @param expected how many a minute are normal for a new account
     */
    Future<Check> check(Tenant tenant, ProviderKind provider, int expected, Instant receivedAt, Instant now) {
        return pace(new Account(tenant, provider))
                .map(pace -> trusted.take(tenant, provider, receivedAt, pace.limit(expected, now))
                        ? Check.WITHIN
                        : Check.EXCEEDED);
    }

    /** Stores how many callbacks this node has trusted, and reads how many all nodes have. */
    Future<Void> countTrusted(List<Unconfirmed> batch) {
        return store.countTrusted(batch)
                .onSuccess(totals -> totals.forEach(
                        total -> trusted.atLeast(total.tenant(), total.provider(), total.minute(), total.callbacks())))
                .mapEmpty();
    }

    /** Counts a payment that the provider has confirmed. */
    Future<Void> countConfirmed(Attempt attempt, Instant receivedAt) {
        return confirmed
                .add(new Confirmed(attempt.tenant(), attempt.id(), receivedAt))
                .onSuccess(counted -> paces.invalidate(account(attempt)));
    }

    /** Records that the provider did not confirm a payment, once a minute: a flood of false callbacks writes few rows. */
    Future<Void> recordMismatch(Attempt attempt, Instant now) {
        Account account = account(attempt);
        return pace(account).compose(pace -> {
            Instant mismatchAt = pace.mismatchAt();
            return mismatchAt != null && MinuteCounts.minute(mismatchAt).equals(MinuteCounts.minute(now))
                    ? Future.succeededFuture()
                    : store.recordMismatch(account.tenant(), account.provider(), now)
                            .onSuccess(recorded -> paces.invalidate(account));
        });
    }

    /** Deletes the counts of minutes whose callbacks are confirmed or given up. */
    Future<Void> deleteOld(Instant now) {
        return store.deleteBefore(now.minus(MINUTES_KEPT));
    }

    private Future<CallbackPace> pace(Account account) {
        return paces.get(account, () -> store.find(account.tenant(), account.provider()));
    }

    private static Account account(Attempt attempt) {
        return new Account(attempt.tenant(), attempt.provider());
    }
}
