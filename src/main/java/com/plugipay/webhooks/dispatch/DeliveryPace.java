package com.plugipay.webhooks.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * How many deliveries an endpoint gets at once, and its circuit breaker. Each success adds one, up to the endpoint's limit;
 * each failure halves the number. After five failures in a row the breaker opens: one delivery is sent as a probe, then none
 * during a pause that doubles with each failed probe, from 10 seconds to 5 minutes. A success closes it.
 */
final class DeliveryPace {
    /** How many failures in a row open the circuit breaker. */
    static final int OPENS_AT = 5;

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final double JITTER = 0.1;

    private DeliveryPace() {}

    static int paceAfterSuccess(int pace, int limit) {
        return Math.min(pace + 1, limit);
    }

    static int paceAfterFailure(int pace, int failuresInARow) {
        return failuresInARow >= OPENS_AT ? 1 : Math.max(1, pace / 2);
    }

    /** Until when nothing is sent after that many failures in a row; now, while the circuit breaker is closed. */
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
