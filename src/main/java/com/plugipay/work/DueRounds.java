package com.plugipay.work;

import com.plugipay.async.Round;
import com.plugipay.async.Rounds;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.work.DueWork.Ended;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Rounds of due work. Every item gets a result: an unexpected failure or a timeout is logged with the item's id and the item
 * is rescheduled; results that the database could not store are written by a later round.
 *
 * <p>A round does not wait for slow items: they continue while the next rounds claim more, as long as there are places.
 */
public final class DueRounds<T> implements Round {
    private static final Logger LOG = LoggerFactory.getLogger(DueRounds.class);

    /** So that the result is written before the lease ends. */
    private static final Duration LONGEST = DueWork.LEASE.minusSeconds(15);

    /** The results of items that end within this time are written together. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final String worker;
    private final DueWork<T> work;
    private final Limits limits;
    private final MeterRegistry metrics;
    private final WorkspaceConcurrency concurrency;
    private final Queue<Unwritten<T>> unwritten = new ConcurrentLinkedQueue<>();

    /** The workspaces of the items whose results have not been written, by the ids of the items. */
    private final Map<String, String> underWay = new ConcurrentHashMap<>();

    /**
     * Items that were claimed while an earlier run of them was under way. Either that took longer than its lease, or it is over
     * and the item has become due again before the result was written.
     */
    private final Map<String, T> claimedAgain = new ConcurrentHashMap<>();

    /** The items that continue after their round. */
    private final Set<Future<?>> unfinished = ConcurrentHashMap.newKeySet();

    /** Whether workspaces with enough running items may have more: these are claimed when some have ended. */
    private final AtomicBoolean skipped = new AtomicBoolean();

    /**
     * How many items are worked on at a time.
     *
     * @param batch how many items a round claims at most
     * @param places how many items of all rounds may run
     * @param ofWorkspace how many items of one workspace may run; while as many do, no more of it are claimed
     */
    public record Limits(int batch, int places, int ofWorkspace) {
        /** Limits of rounds that wait for all items that they have claimed. */
        public static Limits of(int batch) {
            return new Limits(batch, batch, batch);
        }
    }

    public DueRounds(Vertx vertx, String worker, DueWork<T> work, Limits limits, MeterRegistry metrics) {
        this.vertx = vertx;
        this.worker = worker;
        this.work = work;
        this.limits = limits;
        this.metrics = metrics;
        this.concurrency = new WorkspaceConcurrency(limits.ofWorkspace());
    }

    private record Unwritten<T>(List<Ended<T>> ended, Instant claimedAt) {}

    @Override
    public Future<Boolean> run(Instant now) {
        return writeLate(now).compose(written -> {
            int most = Math.min(limits.batch(), limits.places() - underWay.size());
            if (most <= 0) {
                return Future.succeededFuture(false);
            }
            Set<String> busy = busy();
            if (!busy.isEmpty()) {
                skipped.set(true);
            }
            return work.claim(now, most, busy)
                    .compose(claimed ->
                            work(claimed, now).map(begun -> begun == most || (begun > 0 && skipped.getAndSet(false))));
        });
    }

    @Override
    public Future<?> over() {
        return Future.join(List.copyOf(unfinished));
    }

    private Set<String> busy() {
        return underWay.values().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(count -> count.getValue() >= limits.ofWorkspace())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Starts the items that are not running yet; completes with their number when the next round may start. */
    private Future<Integer> work(List<T> claimed, Instant now) {
        List<Future<Ended<T>>> open = new ArrayList<>();
        for (T item : claimed) {
            if (underWay.putIfAbsent(work.id(item), work.workspaceId(item)) == null) {
                open.add(end(item, now));
            } else {
                claimedAgain.put(work.id(item), item);
            }
        }
        int begun = open.size();
        Future<Boolean> first = writeSome(open, now);
        Future<Void> all = first.transform(over -> Rounds.whileMore(() -> open.isEmpty()
                ? Future.succeededFuture(false)
                : writeSome(open, now).transform(written -> Future.succeededFuture(true))));
        unfinished.add(all);
        all.onComplete(over -> unfinished.remove(all));
        return first.map(begun);
    }

    /** Writes the results of ended items when all have ended, or when the wait for the others is over. */
    private Future<Boolean> writeSome(List<Future<Ended<T>>> open, Instant now) {
        if (open.isEmpty()) {
            return Future.succeededFuture(false);
        }
        Timer patience = vertx.timer(PATIENCE.toMillis());
        return Future.any(Future.join(open), patience).compose(over -> {
            patience.cancel();
            List<Future<Ended<T>>> ended =
                    open.stream().filter(Future::isComplete).toList();
            open.removeAll(ended);
            return ended.isEmpty()
                    ? Future.succeededFuture(true)
                    : write(new Unwritten<>(ended.stream().map(Future::result).toList(), now), now)
                            .map(true);
        });
    }

    private Future<Ended<T>> end(T item, Instant now) {
        Promise<Void> turn = concurrency.turn(work.workspaceId(item));
        return turn.future()
                .compose(begun -> work.run(item, now))
                .timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(over -> concurrency.end(work.workspaceId(item), turn))
                .otherwise(failure -> turn.future().failed() ? afterTheLease(now) : unexpected(item, failure, now))
                .map(result -> {
                    count(result.getClass().getSimpleName().toLowerCase(Locale.ROOT));
                    return new Ended<>(item, result);
                });
    }

    private WorkResult unexpected(T item, Throwable failure, Instant now) {
        count("failed");
        @Nullable Instant at = work.again(item, now);
        // The unavailable database is logged elsewhere. The item is not at fault and is never given up for that.
        if (ErrorCode.UNAVAILABLE.is(failure)) {
            return at == null ? afterTheLease(now) : new WorkResult.Again(null, at);
        }
        String code = ApiException.codeOf(failure);
        LOG.atLevel(failure instanceof ApiException ? Level.WARN : Level.ERROR)
                .setCause(failure)
                .addKeyValue("worker", worker)
                .addKeyValue("id", work.id(item))
                .addKeyValue("code", code)
                .log(at == null ? "Failed and is given up" : "Failed and will be tried again");
        return at == null ? new WorkResult.GivenUp(code) : new WorkResult.Again(code, at);
    }

    private static WorkResult afterTheLease(Instant now) {
        return new WorkResult.Again(null, now.plus(DueWork.LEASE));
    }

    private Future<?> writeLate(Instant now) {
        Unwritten<T> late = unwritten.poll();
        return late == null || late.claimedAt().plus(DueWork.LEASE).isBefore(now)
                ? Future.succeededFuture()
                : write(late, now);
    }

    private Future<?> write(Unwritten<T> results, Instant now) {
        return work.end(results.ended(), now)
                .onComplete(over -> leave(results.ended()))
                .compose(written -> giveBack(results.ended(), now))
                .onFailure(failure -> {
                    ids(results.ended()).forEach(claimedAgain::remove);
                    if (ErrorCode.UNAVAILABLE.is(failure)) {
                        unwritten.add(results);
                        return;
                    }
                    LOG.atError()
                            .setCause(failure)
                            .addKeyValue("worker", worker)
                            .addKeyValue("ids", ids(results.ended()).collect(Collectors.joining(" ")))
                            .log("Cannot write the results of these items; they are due again after their lease");
                });
    }

    private void leave(List<Ended<T>> ended) {
        ids(ended).forEach(underWay::remove);
    }

    /** Lets other rounds claim at once what was claimed again and not begun; nothing if the results have ended that claim too. */
    private Future<Void> giveBack(List<Ended<T>> ended, Instant now) {
        List<Ended<T>> back = ids(ended)
                .map(claimedAgain::remove)
                .filter(Objects::nonNull)
                .map(item -> new Ended<>(item, new WorkResult.Again(null, now)))
                .toList();
        return back.isEmpty() ? Future.succeededFuture() : work.end(back, now).mapEmpty();
    }

    private Stream<String> ids(List<Ended<T>> ended) {
        return ended.stream().map(result -> work.id(result.item()));
    }

    private void count(String result) {
        metrics.counter("plugipay.work", "worker", worker, "result", result).increment();
    }
}
