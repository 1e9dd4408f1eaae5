package com.plugipay.sandbox.xendit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to be done later, by a clock that tests can move. */
final class Timetable {
    private record Entry(Instant at, long number, Runnable task) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
    private final InstantSource clock;
    private long number;

    Timetable(InstantSource clock) {
        this.clock = clock;
    }

    void at(Instant at, Runnable task) {
        entries.add(new Entry(at, number++, task));
    }

    /** Does what is due. */
    void catchUp() {
        Instant now = clock.instant();
        for (Entry next = entries.peek(); next != null && !next.at().isAfter(now); next = entries.peek()) {
            entries.remove();
            next.task().run();
        }
    }
}
