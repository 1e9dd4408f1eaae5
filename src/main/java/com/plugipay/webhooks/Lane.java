package com.plugipay.webhooks;

import com.plugipay.webhooks.Lanes.EndpointFacts;
import com.plugipay.webhooks.Lanes.Release;
import com.plugipay.webhooks.Lanes.Taken;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A lane that this node holds: what is on its way, and at what pace it goes on. Of the dispatcher's event loop. */
final class Lane {
    private final LaneKey key;
    private final Set<String> inFlight = new HashSet<>();
    private long lease;
    private Instant leasedUntil;
    private EndpointFacts endpoint;
    private int pace;
    private int failuresInARow;
    private @Nullable Instant pausedUntil;
    private @Nullable Instant quietUntil;
    private Instant spentUntil;
    private boolean mayHaveMore;

    Lane(Taken taken, EndpointFacts endpoint, Instant leasedUntil) {
        this.key = taken.key();
        this.lease = taken.lease();
        this.leasedUntil = leasedUntil;
        this.endpoint = endpoint;
        this.pace = Math.min(taken.pace(), endpoint.maxConcurrency());
        this.failuresInARow = endpoint.consecutiveFailures();
        this.pausedUntil = taken.pausedUntil();
        this.spentUntil = Objects.requireNonNullElse(taken.spentUntil(), Instant.EPOCH);
    }

    LaneKey key() {
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

    /** What is known of the endpoint by now. */
    void isOf(EndpointFacts endpoint) {
        this.endpoint = endpoint;
        pace = Math.min(pace, endpoint.maxConcurrency());
    }

    /** How many more may be sent now. None when the lease is over: somebody else may send them by now. */
    int room(Instant now) {
        return isPaused(now) || !endpoint.isActive() || !leasedUntil.isAfter(now)
                ? 0
                : Math.max(0, Math.min(pace - inFlight.size(), rate().allows(spentUntil, now)));
    }

    void begun(String delivery, Instant now) {
        inFlight.add(delivery);
        spentUntil = rate().spend(spentUntil, 1, now);
    }

    /** One more success, which closes the breaker; what the receiver asked for meanwhile holds. */
    void succeeded() {
        failuresInARow = 0;
        pausedUntil = quietUntil;
        pace = Breaker.paceAfterSuccess(pace, endpoint.maxConcurrency());
    }

    /**
     * One more failure.
     *
     * @param asked until when the receiver asks to be left alone; null when it does not ask
     */
    void failed(@Nullable Instant asked, Instant now, RandomGenerator random) {
        failuresInARow++;
        pace = Breaker.paceAfterFailure(pace, failuresInARow);
        quietUntil = later(quietUntil, asked);
        pausedUntil = later(quietUntil, Breaker.pause(failuresInARow, now, random));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    /** Its result is written down. */
    void ended(String delivery) {
        inFlight.remove(delivery);
    }

    Set<String> inFlight() {
        return inFlight;
    }

    /** Whether there may be due deliveries that this node has not seen. */
    boolean mayHaveMore() {
        return mayHaveMore;
    }

    void mayHaveMore(boolean may) {
        mayHaveMore = may;
    }

    /** Whether there is nothing to hold it for: nothing is on its way, and nothing more can be sent now. */
    boolean isIdle(Instant now) {
        return inFlight.isEmpty() && (!mayHaveMore || room(now) == 0);
    }

    int pace() {
        return pace;
    }

    /** How it is given back now: it rests until its pause is over and its rate allows the next. */
    Release release(Instant now) {
        Instant next = rate().next(spentUntil, now);
        Instant rests = pausedUntil != null && pausedUntil.isAfter(next) ? pausedUntil : next;
        return new Release(key, lease, pace, isPaused(now) ? pausedUntil : null, spentUntil, rests);
    }

    private boolean isPaused(Instant now) {
        return pausedUntil != null && pausedUntil.isAfter(now);
    }

    private RateLimit rate() {
        return new RateLimit(endpoint.maxPerSecond());
    }
}
