package com.plugipay.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * What an endpoint's answers do to the pace at which it gets deliveries. Each success earns one more at once, up to its
 * limit; each failure halves them. After five failures in a row the breaker opens: only one delivery is sent, to probe,
 * then nothing for a while that doubles with each failed probe from 10 seconds to 5 minutes. A success closes it.
 */
final class Breaker {
    static final int FIRST_PACE = 4;

    /** How many failures in a row open it. */
    static final int OPENS_AT = 5;

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final double JITTER = 0.1;

    private Breaker() {}

    static int paceAfterSuccess(int pace, int limit) {
        return Math.min(pace + 1, limit);
    }

    static int paceAfterFailure(int pace, int failuresInARow) {
        return failuresInARow >= OPENS_AT ? 1 : Math.max(1, pace / 2);
    }

    /** Until when nothing is sent after that many failures in a row; the moment itself while it is closed. */
    static Instant pause(int failuresInARow, Instant now, RandomGenerator random) {
        if (failuresInARow < OPENS_AT) {
            return now;
        }
        int doublings = Math.min(failuresInARow - OPENS_AT, 5);
        Duration doubled = SHORTEST_PAUSE.multipliedBy(1L << doublings);
        Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return now.plusMillis(Math.round(pause.toMillis() * (1 - JITTER * random.nextDouble())));
    }
}
