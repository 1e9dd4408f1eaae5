package com.plugipay.attempts;

import com.plugipay.providers.ProviderKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a provider is asked what became of a charge. Callbacks are quicker; this is what holds when they do not come.
 *
 * <p>A charge whose outcome is unknown is asked for after 10 s, 1 m, 5 m, 30 m, 2 h, then hourly for three days. One that
 * the buyer can pay begins at five minutes, one that was given up at once, and a fee is asked for three times.
 */
public final class LookUpSchedule {
    private static final List<Duration> BEGINNING = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2));
    private static final Duration AFTERWARDS = Duration.ofHours(1);
    private static final int IN_THREE_DAYS = BEGINNING.size() + 70;
    private static final int ACTIVE_BEGINS_AT = 2;
    private static final List<Duration> FEES =
            List.of(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(24));

    private LookUpSchedule() {}

    /** The first time after a change to that status; null when there is nothing to ask. */
    static @Nullable Instant first(Attempt.Status status, ProviderKind provider, Instant now) {
        if (provider == ProviderKind.MANUAL) {
            return null;
        }
        return switch (status) {
            case STARTING -> now.plus(BEGINNING.getFirst());
            case ACTIVE -> now.plus(BEGINNING.get(ACTIVE_BEGINS_AT));
            case CANCELED -> now;
            case SUCCEEDED -> provider.tellsFees() ? now.plus(FEES.getFirst()) : null;
            case FAILED, REVIEW -> null;
        };
    }

    /** The time after a look-up that told nothing new; null when it was the last one. */
    static @Nullable Instant next(Attempt.Status status, int lookUps, Instant now) {
        return switch (status) {
            case STARTING, CANCELED -> later(lookUps, now);
            case ACTIVE -> later(ACTIVE_BEGINS_AT + lookUps, now);
            case SUCCEEDED -> lookUps < FEES.size() ? now.plus(FEES.get(lookUps)) : null;
            case FAILED, REVIEW -> null;
        };
    }

    /** Whether three days have passed with so many look-ups. */
    public static boolean isExhausted(int lookUps) {
        return lookUps >= IN_THREE_DAYS - ACTIVE_BEGINS_AT;
    }

    /** For anything else whose outcome is unknown: when to ask after so many look-ups; null after three days. */
    public static @Nullable Instant later(int lookUps, Instant now) {
        if (lookUps >= IN_THREE_DAYS) {
            return null;
        }
        return now.plus(lookUps < BEGINNING.size() ? BEGINNING.get(lookUps) : AFTERWARDS);
    }
}
