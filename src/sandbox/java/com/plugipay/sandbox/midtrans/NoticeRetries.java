package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.callbacks.RetryPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often a notice is repeated, which depends on the answer, and after which waits, which do not.
 *
 * <p>Midtrans follows 307 and 308; the stand-ins follow nothing, and repeat instead.
 *
 * @see <a href="https://docs.midtrans.com/docs/https-notification-webhooks">HTTP(S) notification / webhooks</a>
 */
record NoticeRetries(RandomGenerator random) implements RetryPlan {
    private static final List<Duration> WAITS = List.of(
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofMinutes(90),
            Duration.ofMinutes(210));

    /** Up to a tenth of the wait earlier. */
    private static final double SHIFT = 0.1;

    @Override
    public Optional<Duration> next(int attempt, int status) {
        if (attempt > retries(status)) {
            return Optional.empty();
        }
        long waitMs = WAITS.get(attempt - 1).toMillis();
        return Optional.of(Duration.ofMillis(Math.round(waitMs * (1 - SHIFT * random.nextDouble()))));
    }

    private static int retries(int status) {
        if (status >= 200 && status < 300) {
            return 0;
        }
        return switch (status) {
            case 301, 302, 303 -> 0;
            case 500 -> 1;
            case 400, 404 -> 2;
            case 503 -> 4;
            default -> WAITS.size();
        };
    }
}
