package com.plugipay.webhooks;

import com.plugipay.db.Database;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs a piece of work whenever it is nudged, once at a time: nudges that come while it runs are worth one more run, so
 * that what arrives meanwhile is done together. Of one event loop; not for several threads.
 */
final class Pump {
    /** What comes meanwhile is done together, for less effort each. */
    private static final long SHORTEST_REST_MS = 5;

    private static final long LONGEST_REST_MS = 200;

    /** So many statements a millisecond are not all of the dispatcher's own: requests are being answered. */
    private static final double BUSY = 0.5;

    private final Supplier<Future<Boolean>> work;
    private final Database database;
    private Future<?> running = Future.succeededFuture();
    private boolean resting;
    private boolean nudged;
    private boolean stopped;

    /**
     * Does this work.
     *
     * @param work whether there is more to do at once; a failure waits for the next nudge
     */
    Pump(Database database, Supplier<Future<Boolean>> work) {
        this.database = database;
        this.work = work;
    }

    void nudge() {
        if (stopped || resting || !running.isComplete()) {
            nudged = true;
            return;
        }
        nudged = false;
        long begun = System.nanoTime();
        long statements = database.statements();
        Future<Boolean> run = Future.succeededFuture().compose(ready -> work.get());
        running = run;
        run.onComplete(outcome -> {
            nudged |= outcome.succeeded() && outcome.result();
            long workedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            boolean isBusy = database.statements() - statements > workedMs * BUSY;
            rest(isBusy ? Math.clamp(2 * workedMs, SHORTEST_REST_MS, LONGEST_REST_MS) : SHORTEST_REST_MS);
        });
    }

    /** While requests are answered it rests twice as long as it has worked: most of the time is theirs. */
    private void rest(long ms) {
        if (stopped) {
            return;
        }
        resting = true;
        database.vertx().setTimer(ms, over -> {
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
