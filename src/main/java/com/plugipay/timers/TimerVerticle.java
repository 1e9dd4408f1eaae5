package com.plugipay.timers;

import com.plugipay.problems.Outage;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off what is due, again and again. A timer's truth is in rows: what was due while nobody ran is overdue at start,
 * and a run that fails is just tried again at the next tick.
 */
public final class TimerVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(TimerVerticle.class);

    private final InstantSource clock;
    private final List<Timer> timers;
    private final Map<String, Future<?>> running = new HashMap<>();
    private boolean stopping;

    /** A piece of work that is done for whatever is due at a moment. */
    public record Timer(String name, Duration every, Function<Instant, Future<?>> work) {}

    public TimerVerticle(InstantSource clock, List<Timer> timers) {
        this.clock = clock;
        this.timers = List.copyOf(timers);
    }

    @Override
    public Future<?> start() {
        timers.forEach(timer -> runAndRepeat(timer, new Outage(LOG, timer.name())));
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        return Future.join(List.copyOf(running.values()));
    }

    private void runAndRepeat(Timer timer, Outage outage) {
        if (stopping) {
            return;
        }
        Future<?> work = Future.succeededFuture(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .compose(timer.work()::apply)
                .onComplete(outcome -> outage.note(outcome.cause()))
                .otherwiseEmpty();
        running.put(timer.name(), work);
        work.onComplete(ignored -> vertx.setTimer(timer.every().toMillis(), tick -> runAndRepeat(timer, outage)));
    }
}
