package com.plugipay.attempts;

import com.plugipay.providers.ProviderKind;
import com.plugipay.work.WorkSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a provider is asked what became of a charge. Callbacks are quicker; this is what holds when they do not come.
 *
 * <p>A charge whose outcome is unknown is asked for as {@link WorkSchedule} says. One that the buyer can pay begins at five
 * minutes, one that was given up at once, and a fee is asked for three times.
 */
public final class PollSchedule {
    private static final int ACTIVE_BEGINS_AT = 2;
    private static final List<Duration> FEES =
            List.of(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(24));

    private PollSchedule() {}

    /** The first time after a change to that status; null when there is nothing to ask. */
    static @Nullable Instant first(Attempt.Status status, ProviderKind provider, Instant now) {
        if (provider.isConfirmedByHand()) {
            return null;
        }
        return switch (status) {
            case STARTING -> now.plus(WorkSchedule.BEGINNING.getFirst());
            case ACTIVE -> now.plus(WorkSchedule.BEGINNING.get(ACTIVE_BEGINS_AT));
            case CANCELED -> now;
            case SUCCEEDED -> provider.tellsFees() ? now.plus(FEES.getFirst()) : null;
            case FAILED, REVIEW -> null;
        };
    }

    /** The time after a look-up that told nothing new; null when it was the last one. */
    static @Nullable Instant next(Attempt.Status status, int lookUps, Instant now) {
        return switch (status) {
            case STARTING, CANCELED -> WorkSchedule.later(lookUps, now);
            case ACTIVE -> WorkSchedule.later(ACTIVE_BEGINS_AT + lookUps, now);
            case SUCCEEDED -> lookUps < FEES.size() ? now.plus(FEES.get(lookUps)) : null;
            case FAILED, REVIEW -> null;
        };
    }

    /** Whether three days have passed with so many look-ups. */
    public static boolean isExhausted(int lookUps) {
        return lookUps >= WorkSchedule.IN_THREE_DAYS - ACTIVE_BEGINS_AT;
    }
}
