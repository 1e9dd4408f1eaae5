package com.plugipay.sandbox.xendit.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The headers that tell how many requests are left in this minute: 60 per endpoint with a test key.
 *
 * <p>It only tells: who wants to be refused sets the fault.
 */
final class RateWindow {
    private static final int LIMIT = 60;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<String, Integer> counts = new HashMap<>();
    private Instant ends;

    RateWindow(InstantSource clock) {
        this.clock = clock;
        this.ends = clock.instant().plus(WINDOW);
    }

    Map<String, String> count(String endpoint) {
        Instant now = clock.instant();
        if (!now.isBefore(ends)) {
            counts.clear();
            ends = now.plus(WINDOW);
        }
        return headers(Math.max(0, LIMIT - counts.merge(endpoint, 1, Integer::sum)));
    }

    Map<String, String> exhausted() {
        return headers(0);
    }

    private Map<String, String> headers(int remaining) {
        double seconds = Math.max(0, Duration.between(clock.instant(), ends).toMillis()) / 1_000.0;
        return Map.of(
                "Rate-Limit-Limit", String.valueOf(LIMIT),
                "Rate-Limit-Remaining", String.valueOf(remaining),
                "Rate-Limit-Reset", String.format(Locale.ROOT, "%.3f", seconds));
    }
}
