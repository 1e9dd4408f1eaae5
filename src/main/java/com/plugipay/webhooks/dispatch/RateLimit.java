package com.plugipay.webhooks.dispatch;

import java.time.Duration;
import java.time.Instant;

/**
 * Limits the deliveries that start per second. Its state is one instant, which can be stored: until then the started
 * deliveries have used the rate. It may be up to one second ahead of the clock, which is the burst. This is the generic cell
 * rate algorithm in its "virtual scheduling" form (ITU-T I.371, annex A).
 *
 * @param perSecond at least 1
 */
record RateLimit(int perSecond) {
    private static final Duration BURST = Duration.ofSeconds(1);

    /** How many deliveries may start now. */
    int allows(Instant spentUntil, Instant now) {
        Duration free = Duration.between(spentUntil, now.plus(BURST));
        return free.compareTo(BURST) >= 0 ? perSecond : (int) Math.max(0, free.toNanos() * perSecond / BURST.toNanos());
    }

    /** Until when the rate is used up after this many have started now. */
    Instant spend(Instant spentUntil, int started, Instant now) {
        Instant from = spentUntil.isAfter(now) ? spentUntil : now;
        return from.plus(BURST.multipliedBy(started).dividedBy(perSecond));
    }

    /** When the next may start, not before now. */
    Instant next(Instant spentUntil, Instant now) {
        Instant next = spentUntil.minus(BURST).plus(BURST.dividedBy(perSecond));
        return next.isAfter(now) ? next : now;
    }
}
