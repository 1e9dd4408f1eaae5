package com.plugipay.sandbox.kit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Tasks for later, such as expiries, by a clock that tests can move. */
public final class ExpiryTimers {
    private record Entry(Instant at, long number, Runnable task) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
    private final InstantSource clock;
    private long number;

    public ExpiryTimers(InstantSource clock) {
        this.clock = clock;
    }

    public void at(Instant at, Runnable task) {
        entries.add(new Entry(at, number++, task));
    }

    /** Does what is due. */
    public void runDue() {
        Instant now = clock.instant();
        for (Entry next = entries.peek(); next != null && !next.at().isAfter(now); next = entries.peek()) {
            entries.remove();
            next.task().run();
        }
    }
}
