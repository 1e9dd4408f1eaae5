package com.plugipay.webhooks;

import java.time.Duration;
import java.time.Instant;

/**
 * How many deliveries a second may begin, as one moment that can be stored: until when the rate is spent by what has been
 * sent. It may run ahead of the clock by a second, which is the burst. This is the generic cell rate algorithm in its
 * "virtual scheduling" form (ITU-T I.371, annex A).
 *
 * @param perSecond at least 1
 */
record RateLimit(int perSecond) {
    private static final Duration BURST = Duration.ofSeconds(1);

    /** How many may begin now. */
    int allows(Instant spentUntil, Instant now) {
        Duration free = Duration.between(spentUntil, now.plus(BURST));
        return free.compareTo(BURST) >= 0 ? perSecond : (int) Math.max(0, free.toNanos() * perSecond / BURST.toNanos());
    }

    /** Until when the rate is spent once this many have begun now. */
    Instant spend(Instant spentUntil, int begun, Instant now) {
        Instant from = spentUntil.isAfter(now) ? spentUntil : now;
        return from.plus(BURST.multipliedBy(begun).dividedBy(perSecond));
    }

    /** When the next may begin: not before now. */
    Instant next(Instant spentUntil, Instant now) {
        Instant next = spentUntil.minus(BURST).plus(BURST.dividedBy(perSecond));
        return next.isAfter(now) ? next : now;
    }
}
