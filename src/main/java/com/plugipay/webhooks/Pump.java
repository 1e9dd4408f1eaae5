package com.plugipay.webhooks;

import com.plugipay.db.Database;
import com.plugipay.problems.Outage;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a piece of work whenever it is nudged, once at a time: nudges that come while it runs are worth one more run, so
 * that what arrives meanwhile is done together. It gives way to requests that wait for the database. Of one event loop;
 * not for several threads.
 */
final class Pump {
    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

    /** What comes meanwhile is done together, for less effort each. */
    private static final long REST_MS = 5;

    /** While others wait for the database it rests so many times as long as it has worked: most of the time is theirs. */
    private static final int RESTS_IN_A_CROWD = 3;

    private static final long LONGEST_REST_MS = 500;

    private final Supplier<Future<Boolean>> work;
    private final Outage outage;
    private final Database database;
    private Future<?> running = Future.succeededFuture();
    private boolean resting;
    private boolean nudged;
    private boolean stopped;

    /**
     * Does this work.
     *
     * @param name what the log calls it
     * @param work whether there is more to do at once; a failure waits for the next nudge
     */
    Pump(String name, Database database, Supplier<Future<Boolean>> work) {
        this.database = database;
        this.work = work;
        this.outage = new Outage(LOG, name);
    }

    void nudge() {
        if (stopped || resting || !running.isComplete()) {
            nudged = true;
            return;
        }
        nudged = false;
        long begun = System.nanoTime();
        Future<Boolean> run = Future.succeededFuture().compose(ready -> work.get());
        running = run;
        run.onComplete(outcome -> {
            outage.note(outcome.cause());
            nudged |= outcome.succeeded() && outcome.result();
            rest(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        });
    }

    private void rest(long workedMs) {
        if (stopped) {
            return;
        }
        resting = true;
        long restMs =
                database.isCrowded() ? Math.clamp(RESTS_IN_A_CROWD * workedMs, REST_MS, LONGEST_REST_MS) : REST_MS;
        database.vertx().setTimer(restMs, over -> {
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
