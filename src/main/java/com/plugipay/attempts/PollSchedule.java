package com.plugipay.attempts;

import com.plugipay.providers.ProviderKind;
import com.plugipay.work.WorkSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a provider is polled for the status of a charge, in case its callbacks do not come.
 *
 * <p>The intervals are those of {@link WorkSchedule}. The polls of a charge that the buyer can pay begin after five minutes,
 * those of a canceled one at once; a fee is polled three times.
 */
public final class PollSchedule {
    private static final int ACTIVE_BEGINS_AT = 2;
    private static final List<Duration> FEES =
            List.of(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(24));

    private PollSchedule() {}

    /** The time of the first poll after a change to this status; null when there is none. */
    static @Nullable Instant first(Attempt.Status status, ProviderKind provider, Instant now) {
        if (provider.isConfirmedByHand()) {
            return null;
        }
        return switch (status) {
            case STARTING -> now.plus(WorkSchedule.BEGINNING.getFirst());
            case ACTIVE -> now.plus(WorkSchedule.BEGINNING.get(ACTIVE_BEGINS_AT));
            case CANCELED -> now;
            case SUCCEEDED -> provider.reportsFees() ? now.plus(FEES.getFirst()) : null;
            case FAILED, REVIEW -> null;
        };
    }

    /** The time of the first poll for the payment method that was stored with a charge which has succeeded. */
    static Instant firstForStoredMethod(Instant now) {
        return now.plus(WorkSchedule.BEGINNING.getFirst());
    }

    /** The time of the next poll after one that changed nothing; null when that was the last one. */
    static @Nullable Instant next(Attempt.Status status, int polls, Instant now) {
        return switch (status) {
            case STARTING, CANCELED -> WorkSchedule.later(polls, now);
            case ACTIVE -> WorkSchedule.later(ACTIVE_BEGINS_AT + polls, now);
            case SUCCEEDED -> polls < FEES.size() ? now.plus(FEES.get(polls)) : null;
            case FAILED, REVIEW -> null;
        };
    }

    /** Whether this many polls take three days. */
    public static boolean isExhausted(int polls) {
        return polls >= WorkSchedule.IN_THREE_DAYS - ACTIVE_BEGINS_AT;
    }
}
