package com.plugipay.support;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A clock that only a test moves, so that nothing becomes due while a slow machine works. */
public final class StoppedClock implements InstantSource {
    private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }
}
