package com.plugipay.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** What is counted while a load runs. */
final class Measurement {
    private final ConcurrentHistogram latencies = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final LongAdder errors = new LongAdder();
    private final long start = System.nanoTime();
    private final AtomicLong left;
    private final long seconds;

    /** One that lasts so long. */
    Measurement(long seconds) {
        this(Long.MAX_VALUE, seconds);
    }

    private Measurement(long requests, long seconds) {
        this.left = new AtomicLong(requests);
        this.seconds = seconds;
    }

    /** One of so many requests. */
    static Measurement of(long requests) {
        return new Measurement(requests, TimeUnit.DAYS.toSeconds(1));
    }

    /** To be asked once before each request. */
    boolean isOver() {
        return left.getAndDecrement() <= 0 || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(seconds);
    }

    void record(long nanos, boolean fine) {
        latencies.recordValue(nanos);
        if (!fine) {
            errors.increment();
        }
    }

    Result result() {
        double elapsed = (System.nanoTime() - start) / 1e9;
        return new Result(
                latencies.getTotalCount() / elapsed,
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6,
                latencies.getValueAtPercentile(99.9) / 1e6,
                errors.sum());
    }
}
