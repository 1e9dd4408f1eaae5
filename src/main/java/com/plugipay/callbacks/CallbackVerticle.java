package com.plugipay.callbacks;

import com.plugipay.attempts.LookUpSchedule;
import com.plugipay.callbacks.CallbackStore.Result;
import com.plugipay.problems.Failure;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the inbox: claims some, does them side by side, marks them together. A few lanes run at once, so that one
 * provider that is slow to answer does not hold up the rest. Any number of nodes share the work.
 */
final class CallbackVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackVerticle.class);
    private static final long POLL_MS = 1_000;
    private static final int BATCH = 32;
    private static final int LANES = 4;
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int FORGOTTEN_AT_ONCE = 5_000;

    private final CallbackStore store;
    private final CallbackWork work;
    private final InstantSource clock;
    private final List<Future<Void>> running = new ArrayList<>();
    private boolean nudged;
    private boolean stopping;

    CallbackVerticle(CallbackStore store, CallbackWork work, InstantSource clock) {
        this.store = store;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        Inbox.CALLBACKS_READY.subscribe(vertx, nudge -> wake());
        vertx.setPeriodic(POLL_MS, tick -> wake());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        return Future.join(List.copyOf(running));
    }

    /** Starts one more lane, unless all are busy; then one of them will look again. */
    private void wake() {
        if (stopping) {
            return;
        }
        if (running.size() >= LANES) {
            nudged = true;
            return;
        }
        Future<Void> lane = drain().otherwiseEmpty();
        running.add(lane);
        lane.onComplete(done -> {
            running.remove(lane);
            if (nudged) {
                nudged = false;
                wake();
            }
        });
    }

    /** Until nothing is due any more. */
    private Future<Void> drain() {
        Instant now = now();
        return store.claim(now, BATCH)
                .compose(claimed -> claimed.isEmpty()
                        ? Future.succeededFuture(0)
                        : Future.join(claimed.stream().map(this::result).toList())
                                .compose(results -> store.mark(results.list(), now()))
                                .map(claimed.size()))
                .onFailure(failure -> LOG.atWarn().addKeyValue("cause", failure).log("The inbox waits"))
                .compose(done -> done < BATCH || stopping ? Future.succeededFuture() : drain());
    }

    private Future<Result> result(ReceivedCallback callback) {
        return work.work(callback, now())
                .map(done -> new Result(callback, null, null))
                .recover(failure -> Future.succeededFuture(failed(callback, failure)));
    }

    private Result failed(ReceivedCallback callback, Throwable failure) {
        boolean isExpected = failure instanceof CallbackWork.NotKnownYet || failure instanceof Failure;
        if (!isExpected) {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("callback", callback.id())
                    .log("A callback failed and will be tried again");
        }
        String error = failure instanceof Failure told
                ? told.problem().code()
                : isExpected ? String.valueOf(failure.getMessage()) : "internal";
        return new Result(callback, error, LookUpSchedule.later(callback.attempt() - 1, now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Deletes what was done with long ago, a few at a time. */
    static Future<Void> forget(CallbackStore store, Instant now) {
        return store.forgetBefore(now.minus(KEPT), FORGOTTEN_AT_ONCE)
                .compose(forgotten -> forgotten < FORGOTTEN_AT_ONCE ? Future.succeededFuture() : forget(store, now));
    }
}
