package com.plugipay.cli.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time between two looks at what is new, or between two tries. */
final class Pause {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Pause() {}

    /** Waits for a second; false when the command is interrupted meanwhile. */
    static boolean ofASecond() {
        return of(Duration.ofSeconds(1));
    }

    /** Waits for this long; false when the command is interrupted meanwhile. */
    static boolean of(Duration time) {
        try {
            return !NEVER.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
