package com.plugipay.webhooks.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a failed delivery is retried: soon at first, then less and less often, for 72 hours. */
final class RetrySchedule {
    /** How long a delivery is tried, from its first attempt. */
    static final Duration WINDOW = Duration.ofDays(3);

    private static final List<Duration> DELAYS = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(12));
    private static final double JITTER = 0.1;

    private RetrySchedule() {}

    /**
     * When the next attempt is due.
     *
     * @param attempts the attempts so far, at least one
     * @param now when the last of them failed
     * @param random spreads the receivers of one outage: each delay is up to a tenth shorter or longer
     * @return empty when that would be past the window
     */
    static Optional<Instant> next(int attempts, Instant firstAttemptAt, Instant now, RandomGenerator random) {
        Duration delay = DELAYS.get(Math.clamp(attempts - 1, 0, DELAYS.size() - 1));
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        Instant next = now.plusMillis(Math.round(delay.toMillis() * factor));
        return next.isAfter(firstAttemptAt.plus(WINDOW)) ? Optional.empty() : Optional.of(next);
    }
}
