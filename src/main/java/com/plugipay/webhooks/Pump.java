package com.plugipay.webhooks;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Runs a piece of work whenever it is nudged, once at a time: nudges that come while it runs are worth one more run, so
 * that what arrives meanwhile is done together. Of one event loop; not for several threads.
 */
final class Pump {
    private final Supplier<Future<Boolean>> work;
    private Future<?> running = Future.succeededFuture();
    private boolean nudged;
    private boolean stopped;

    /**
     * Does this work.
     *
     * @param work whether there is more to do at once; a failure waits for the next nudge
     */
    Pump(Supplier<Future<Boolean>> work) {
        this.work = work;
    }

    void nudge() {
        if (stopped || !running.isComplete()) {
            nudged = true;
            return;
        }
        nudged = false;
        Future<Boolean> run = Future.succeededFuture().compose(ready -> work.get());
        running = run;
        run.onComplete(outcome -> {
            if (nudged || (outcome.succeeded() && outcome.result())) {
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
