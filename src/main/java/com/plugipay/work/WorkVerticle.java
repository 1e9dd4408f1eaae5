package com.plugipay.work;

import com.plugipay.async.Round;
import com.plugipay.async.Rounds;
import com.plugipay.errors.RepeatedFailureLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs periodic work: starts rounds at its interval and when it is nudged, and continues while there is more to do. A round
 * that fails is logged once, and tried again at the next interval.
 */
public final class WorkVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(WorkVerticle.class);

    /** How long a node that stops waits for running items; then other nodes may claim them. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Work work;
    private final Round round;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final RepeatedFailureLog outage;
    private final List<Future<Void>> running = new ArrayList<>();
    private boolean nudged;
    private volatile boolean stopping;

    public WorkVerticle(Vertx vertx, Work work, MeterRegistry metrics, InstantSource clock) {
        this.work = work;
        this.round = work.rounds().apply(vertx, metrics);
        this.metrics = metrics;
        this.clock = clock;
        this.outage = new RepeatedFailureLog(LOG, work.name());
    }

    @Override
    public Future<?> start() {
        work.nudges().accept(vertx, this::nudge);
        vertx.setPeriodic(0, work.every().toMillis(), tick -> begin());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        return Future.join(List.copyOf(running))
                .transform(ended -> round.over())
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .recover(late -> {
                    LOG.atWarn().addKeyValue("worker", work.name()).log("Stopped while items were running");
                    return Future.succeededFuture();
                });
    }

    /** When all rounds are busy, another one follows. */
    private void nudge() {
        nudged = !begin();
    }

    private boolean begin() {
        if (stopping || running.size() >= work.atOnce()) {
            return false;
        }
        Future<Void> rounds = Rounds.whileMore(() -> stopping, this::round);
        running.add(rounds);
        rounds.onComplete(over -> context.runOnContext(after -> {
            running.remove(rounds);
            if (nudged) {
                nudge();
            }
        }));
        return true;
    }

    private Future<Boolean> round() {
        return Future.succeededFuture(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .compose(round::run)
                .onComplete(outcome -> note(outcome.cause()));
    }

    private void note(@Nullable Throwable failure) {
        if (failure != null) {
            metrics.counter("plugipay.work", "worker", work.name(), "result", "round_failed")
                    .increment();
        }
        outage.note(failure);
    }
}
