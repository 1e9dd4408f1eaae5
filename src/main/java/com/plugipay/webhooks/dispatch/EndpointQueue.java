package com.plugipay.webhooks.dispatch;

import com.plugipay.webhooks.dispatch.EndpointQueueStore.ClaimedQueue;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.EndpointFacts;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.Release;
import com.plugipay.webhooks.endpoints.EndpointKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A queue that this node has claimed: its deliveries in flight and its pace. Used on the dispatcher's event loop only. */
final class EndpointQueue {
    private final EndpointKey key;
    private final Set<String> inFlight = new HashSet<>();
    private long lease;
    private Instant leasedUntil;
    private EndpointFacts endpoint;
    private int pace;
    private int failuresInARow;
    private @Nullable Instant pausedUntil;
    private @Nullable Instant requestedPauseUntil;
    private Instant spentUntil;
    private boolean mayHaveMore;

    EndpointQueue(ClaimedQueue claimed, EndpointFacts endpoint, Instant leasedUntil) {
        this.key = claimed.key();
        this.lease = claimed.lease();
        this.leasedUntil = leasedUntil;
        this.endpoint = endpoint;
        this.pace = Math.min(claimed.pace(), endpoint.maxConcurrency());
        this.failuresInARow = endpoint.consecutiveFailures();
        this.pausedUntil = claimed.pausedUntil();
        this.spentUntil = Objects.requireNonNullElse(claimed.spentUntil(), Instant.EPOCH);
    }

    EndpointKey key() {
        return key;
    }

    long lease() {
        return lease;
    }

    Instant leasedUntil() {
        return leasedUntil;
    }

    void leased(long lease, Instant until) {
        this.lease = lease;
        this.leasedUntil = until;
    }

    EndpointFacts endpoint() {
        return endpoint;
    }

    /** Updates the endpoint's data. */
    void update(EndpointFacts endpoint) {
        this.endpoint = endpoint;
        pace = Math.min(pace, endpoint.maxConcurrency());
    }

    /** How many more deliveries may start now. None when the lease is over: another node may send them. */
    int capacity(Instant now) {
        return isPaused(now) || !endpoint.isActive() || !leasedUntil.isAfter(now)
                ? 0
                : Math.max(0, Math.min(pace - inFlight.size(), rate().allows(spentUntil, now)));
    }

    void started(String delivery, Instant now) {
        inFlight.add(delivery);
        spentUntil = rate().spend(spentUntil, 1, now);
    }

    /** Notes a success, which closes the circuit breaker; a pause that the receiver asked for stays. */
    void succeeded() {
        failuresInARow = 0;
        pausedUntil = requestedPauseUntil;
        pace = DeliveryPace.paceAfterSuccess(pace, endpoint.maxConcurrency());
    }

    /**
     * Notes a failure.
     *
     * @param retryAfter when the receiver asks to be called again; null when it does not ask
     */
    void failed(@Nullable Instant retryAfter, Instant now, RandomGenerator random) {
        failuresInARow++;
        pace = DeliveryPace.paceAfterFailure(pace, failuresInARow);
        requestedPauseUntil = later(requestedPauseUntil, retryAfter);
        pausedUntil = later(requestedPauseUntil, DeliveryPace.pause(failuresInARow, now, random));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    /** Notes that the outcome of a delivery is recorded. */
    void ended(String delivery) {
        inFlight.remove(delivery);
    }

    Set<String> inFlight() {
        return inFlight;
    }

    /** Whether there may be due deliveries that this node has not read. */
    boolean mayHaveMore() {
        return mayHaveMore;
    }

    void mayHaveMore(boolean may) {
        mayHaveMore = may;
    }

    /** Whether nothing is in flight and nothing more can be sent now. */
    boolean isIdle(Instant now) {
        return inFlight.isEmpty() && (!mayHaveMore || capacity(now) == 0);
    }

    int pace() {
        return pace;
    }

    /** How it is released now: not due before its pause is over and its rate allows the next delivery. */
    Release release(Instant now) {
        Instant next = rate().next(spentUntil, now);
        Instant dueAfter = pausedUntil != null && pausedUntil.isAfter(next) ? pausedUntil : next;
        return new Release(key, lease, pace, isPaused(now) ? pausedUntil : null, spentUntil, dueAfter);
    }

    private boolean isPaused(Instant now) {
        return pausedUntil != null && pausedUntil.isAfter(now);
    }

    private RateLimit rate() {
        return new RateLimit(endpoint.maxPerSecond());
    }
}
