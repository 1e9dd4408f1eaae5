package com.plugipay.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When something whose outcome is unknown is tried again: after 10 s, 1 m, 5 m, 30 m, 2 h, then hourly for three days. */
public final class WorkSchedule {
    /** The first intervals. */
    public static final List<Duration> BEGINNING = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2));

    /** The number of tries in three days. */
    public static final int IN_THREE_DAYS = BEGINNING.size() + 70;

    private static final Duration AFTERWARDS = Duration.ofHours(1);

    private WorkSchedule() {}

    /** When to try again after that many tries; null after three days. */
    public static @Nullable Instant later(int tries, Instant now) {
        return tries < IN_THREE_DAYS ? unceasing(tries, now) : null;
    }

    /** The same for items that are never given up. */
    public static Instant unceasing(int tries, Instant now) {
        return now.plus(tries < BEGINNING.size() ? BEGINNING.get(tries) : AFTERWARDS);
    }
}
