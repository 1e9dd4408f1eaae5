package com.plugipay.callbacks;

import com.plugipay.attempts.LookUpSchedule;
import com.plugipay.callbacks.CallbackStore.Fate;
import com.plugipay.problems.Failure;
import com.plugipay.problems.Outage;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off what has come from one provider: claims some, does them side by side, marks them together. A few lanes run at
 * once. Each provider has a verticle of its own, as many callbacks lead to a question and one that is slow to answer holds
 * up only itself. Any number of nodes share the work.
 */
final class CallbackVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackVerticle.class);
    private static final long POLL_MS = 1_000;
    private static final int BATCH = 32;
    private static final int LANES = 4;
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int FORGOTTEN_AT_ONCE = 5_000;

    private final ProviderKind provider;
    private final Outage outage;
    private final CallbackStore store;
    private final CallbackWork work;
    private final InstantSource clock;
    private final List<Future<Void>> running = new ArrayList<>();
    private boolean nudged;
    private boolean stopping;

    /** @param error why it has to be tried again; null when it is done with */
    private record Result(
            ReceivedCallback callback, @Nullable String error) {

        Fate fate(Instant now) {
            return new Fate(error, error == null ? null : LookUpSchedule.later(callback.attempt() - 1, now));
        }
    }

    CallbackVerticle(ProviderKind provider, CallbackStore store, CallbackWork work, InstantSource clock) {
        this.provider = provider;
        this.outage = new Outage(LOG, provider.text() + "-callbacks");
        this.store = store;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        Inbox.CALLBACKS_READY.subscribe(vertx, nudge -> {
            if (nudge.provider() == provider) {
                wake();
            }
        });
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
        return store.claim(provider, now, BATCH)
                .compose(claimed -> claimed.isEmpty()
                        ? Future.succeededFuture(0)
                        : Future.join(claimed.stream().map(this::result).toList())
                                .compose(results -> mark(results.list()))
                                .map(claimed.size()))
                .onComplete(outcome -> outage.note(outcome.cause()))
                .compose(done -> done < BATCH || stopping ? Future.succeededFuture() : drain());
    }

    /** All that have come to the same by one statement; mostly that is all of them. */
    private Future<?> mark(List<Result> results) {
        Instant now = now();
        Map<Fate, List<ReceivedCallback>> fates = results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.fate(now), Collectors.mapping(Result::callback, Collectors.toList())));
        return Future.join(fates.entrySet().stream()
                .map(entry -> store.mark(entry.getValue(), entry.getKey(), now))
                .toList());
    }

    private Future<Result> result(ReceivedCallback callback) {
        return work.work(callback, now())
                .map(done -> new Result(callback, null))
                .recover(failure -> Future.succeededFuture(new Result(callback, error(callback, failure))));
    }

    private static String error(ReceivedCallback callback, Throwable failure) {
        boolean isExpected = failure instanceof CallbackWork.NotKnownYet || failure instanceof Failure;
        if (!isExpected) {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("callback", callback.id())
                    .log("A callback failed and will be tried again");
        }
        return failure instanceof Failure told
                ? told.problem().code()
                : isExpected ? String.valueOf(failure.getMessage()) : "internal";
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
