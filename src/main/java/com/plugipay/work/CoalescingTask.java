package com.plugipay.work;

import com.plugipay.db.Database;
import com.plugipay.errors.RepeatedFailureLog;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task when it is nudged, one run at a time: nudges during a run lead to one more run, which does together what has
 * arrived meanwhile. Yields to requests that wait for the database. Used on one event loop; not thread-safe.
 */
public final class CoalescingTask {
    private static final Logger LOG = LoggerFactory.getLogger(CoalescingTask.class);

    /** The pause between two runs, so that what arrives meanwhile is done together. */
    private static final long PAUSE_MS = 5;

    /** While requests wait for a connection the pause is so many times as long as the run: most of the time is theirs. */
    private static final int PAUSES_WHEN_CROWDED = 3;

    private static final long LONGEST_PAUSE_MS = 500;

    private final Supplier<Future<Boolean>> work;
    private final RepeatedFailureLog outage;
    private final Database database;
    private Future<?> running = Future.succeededFuture();
    private boolean pausing;
    private boolean nudged;
    private boolean stopped;

    /**
     * A task of that name.
     *
     * @param name what the log calls it
     * @param work gives whether there is more to do at once; after a failure it waits for the next nudge
     */
    public CoalescingTask(String name, Database database, Supplier<Future<Boolean>> work) {
        this.database = database;
        this.work = work;
        this.outage = new RepeatedFailureLog(LOG, name);
    }

    /** Runs the task now, or once more after the current run. */
    public void nudge() {
        if (stopped || pausing || !running.isComplete()) {
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
            pause(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        });
    }

    private void pause(long durationMs) {
        if (stopped) {
            return;
        }
        pausing = true;
        long pauseMs = database.isCrowded()
                ? Math.clamp(PAUSES_WHEN_CROWDED * durationMs, PAUSE_MS, LONGEST_PAUSE_MS)
                : PAUSE_MS;
        database.vertx().setTimer(pauseMs, over -> {
            pausing = false;
            if (nudged) {
                nudge();
            }
        });
    }

    /** Starts no further run and waits for the current one. */
    public Future<Void> stop() {
        stopped = true;
        return running.transform(over -> Future.succeededFuture());
    }
}
