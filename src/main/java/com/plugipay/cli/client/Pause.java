package com.plugipay.cli.client;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time between two looks at what is new. */
final class Pause {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Pause() {}

    /** Waits for a second; false when the command is interrupted meanwhile. */
    static boolean ofASecond() {
        try {
            return !NEVER.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
