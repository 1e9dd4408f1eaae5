package com.plugipay.webhooks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Runs a piece of work whenever it is nudged, once at a time: nudges that come while it runs are worth one more run, so
 * that what arrives meanwhile is done together. Of one event loop; not for several threads.
 */
final class Pump {
    /** What comes meanwhile is done together, for less effort each. */
    private static final long REST_MS = 5;

    private final Supplier<Future<Boolean>> work;
    private final Vertx vertx;
    private Future<?> running = Future.succeededFuture();
    private boolean resting;
    private boolean nudged;
    private boolean stopped;

    /**
     * Does this work.
     *
     * @param work whether there is more to do at once; a failure waits for the next nudge
     */
    Pump(Vertx vertx, Supplier<Future<Boolean>> work) {
        this.vertx = vertx;
        this.work = work;
    }

    void nudge() {
        if (stopped || resting || !running.isComplete()) {
            nudged = true;
            return;
        }
        nudged = false;
        Future<Boolean> run = Future.succeededFuture().compose(ready -> work.get());
        running = run;
        run.onComplete(outcome -> {
            nudged |= outcome.succeeded() && outcome.result();
            rest();
        });
    }

    private void rest() {
        if (stopped) {
            return;
        }
        resting = true;
        vertx.setTimer(REST_MS, over -> {
            resting = false;
            if (nudged) {
                nudge();
            }
        });
    }

    /** Begins nothing any more and waits for what runs. */
    Future<Void> stop() {
        stopped = true;
        return running.transform(over -> Future.succeededFuture());
    }
}
