package com.plugipay.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** What is counted while a load runs. */
final class Measurement {
    private final ConcurrentHistogram latencies = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final LongAdder errors = new LongAdder();
    private final long start = System.nanoTime();
    private final long seconds;

    Measurement(long seconds) {
        this.seconds = seconds;
    }

    boolean isOver() {
        return System.nanoTime() - start > TimeUnit.SECONDS.toNanos(seconds);
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
                errors.sum());
    }
}
