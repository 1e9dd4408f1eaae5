package com.plugipay.work;

import com.plugipay.problems.Failure;
import com.plugipay.problems.Problem;
import com.plugipay.work.DueWork.Ended;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Rounds of due work. No item leaves one without a result: what it did not expect, or waited for in vain, is logged with the
 * item's id and rescheduled, and what the database could not take is written by a later round.
 */
public final class DueRounds<T> implements Round {
    private static final Logger LOG = LoggerFactory.getLogger(DueRounds.class);

    /** So that its end is still written down under its lease. */
    private static final Duration LONGEST = DueWork.LEASE.minusSeconds(15);

    private final String worker;
    private final DueWork<T> work;
    private final int batch;
    private final MeterRegistry metrics;
    private final Queue<Unwritten<T>> unwritten = new ConcurrentLinkedQueue<>();

    /** @param batch how many items a round claims at most */
    public DueRounds(String worker, DueWork<T> work, int batch, MeterRegistry metrics) {
        this.worker = worker;
        this.work = work;
        this.batch = batch;
        this.metrics = metrics;
    }

    private record Unwritten<T>(List<Ended<T>> ended, Instant claimedAt) {}

    @Override
    public Future<Boolean> run(Instant now) {
        return writeLate(now).compose(written -> work.claim(now, batch)).compose(claimed -> {
            if (claimed.isEmpty()) {
                return Future.succeededFuture(false);
            }
            List<Future<Ended<T>>> ended =
                    claimed.stream().map(item -> end(item, now)).toList();
            return Future.join(ended)
                    .compose(all -> write(new Unwritten<>(all.list(), now), now))
                    .map(claimed.size() == batch);
        });
    }

    private Future<Ended<T>> end(T item, Instant now) {
        return Future.succeededFuture(item)
                .compose(claimed -> work.run(claimed, now))
                .timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(failure -> unexpected(item, failure, now))
                .map(result -> {
                    count(result.getClass().getSimpleName().toLowerCase(Locale.ROOT));
                    return new Ended<>(item, result);
                });
    }

    private WorkResult unexpected(T item, Throwable failure, Instant now) {
        count("failed");
        @Nullable Instant at = work.again(item, now);
        // The database tells of itself, once for all who wait for it. Nothing is wrong with the item then: it is never
        // given up.
        if (Problem.UNAVAILABLE.is(failure)) {
            return new WorkResult.Again(null, at == null ? now.plus(DueWork.LEASE) : at);
        }
        String code = Failure.codeOf(failure);
        LOG.atLevel(failure instanceof Failure ? Level.WARN : Level.ERROR)
                .setCause(failure)
                .addKeyValue("worker", worker)
                .addKeyValue("id", work.id(item))
                .addKeyValue("code", code)
                .log(at == null ? "Failed and is given up" : "Failed and will be tried again");
        return at == null ? new WorkResult.GivenUp(code) : new WorkResult.Again(code, at);
    }

    private Future<?> writeLate(Instant now) {
        Unwritten<T> late = unwritten.poll();
        return late == null || late.claimedAt().plus(DueWork.LEASE).isBefore(now)
                ? Future.succeededFuture()
                : write(late, now);
    }

    private Future<?> write(Unwritten<T> results, Instant now) {
        return work.end(results.ended(), now).onFailure(failure -> {
            if (Problem.UNAVAILABLE.is(failure)) {
                unwritten.add(results);
                return;
            }
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("worker", worker)
                    .addKeyValue(
                            "ids",
                            results.ended().stream()
                                    .map(ended -> work.id(ended.item()))
                                    .collect(Collectors.joining(" ")))
                    .log("What became of these could not be written down; they are due again after their lease");
        });
    }

    private void count(String result) {
        metrics.counter("plugipay.work", "worker", worker, "result", result).increment();
    }
}
