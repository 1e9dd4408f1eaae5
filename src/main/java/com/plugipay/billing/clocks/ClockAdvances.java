package com.plugipay.billing.clocks;

import com.plugipay.async.Rounds;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import io.vertx.core.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Advances of test clocks as requests ask for them. An advance begins with one write, which reserves the request's
 * idempotency key, and then is claimed work, which goes on whatever becomes of the request and of its node. The request
 * waits for its end, and so does a repeat.
 */
public final class ClockAdvances {
    /** A node that stops waits a little longer than that for the requests in flight. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 1_000;

    private final Database database;
    private final TestClockStore clocks;

    public ClockAdvances(Database database, TestClockStore clocks) {
        this.database = database;
        this.clocks = clocks;
    }

    /** An advance that can begin. */
    public record Beginning(String clockId, Write write) {}

    /**
     * Begins an advance and waits for its end, see {@link #end}.
     *
     * @param reading decides how it begins, and again when that changed nothing, because of a concurrent change or
     *     because what lives on the clock is being worked on; fails with {@code conflict} when that does not end
     */
    public Future<TestClock> run(Tenant tenant, Supplier<Future<Beginning>> reading) {
        return looking(late -> reading.get()
                        .compose(beginning -> beginning
                                .write()
                                .reserveOngoing(beginning.clockId())
                                .run(database)
                                .map(begun -> {
                                    if (!begun && late.isComplete()) {
                                        throw ErrorCode.CONFLICT.withMessage(
                                                "What lives in this time is being changed at this moment; try again.");
                                    }
                                    return Optional.of(beginning.clockId()).filter(id -> begun);
                                })))
                .compose(id -> end(tenant, id));
    }

    /**
     * The clock when it has advanced, or as it is after fifteen seconds. Fails with {@code not_found} when it was deleted.
     */
    public Future<TestClock> end(Tenant tenant, String id) {
        return looking(late -> clocks.find(tenant, id).map(found -> {
            TestClock clock = found.orElseThrow(ErrorCode.NOT_FOUND::exception);
            return Optional.of(clock).filter(read -> read.status() == TestClock.Status.READY || late.isComplete());
        }));
    }

    /** Looks until there is a result, less and less often; a look that is late has to have one. */
    private <T> Future<T> looking(Function<Timer, Future<Optional<T>>> look) {
        Timer late = database.vertx().timer(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        AtomicLong pauseMs = new AtomicLong(FIRST_PAUSE_MS);
        return Rounds.until(() -> look.apply(late)
                        .compose(found -> found.isPresent()
                                ? Future.succeededFuture(found)
                                : pause(pauseMs.getAndUpdate(last -> Math.min(2 * last, LONGEST_PAUSE_MS)))))
                .onComplete(over -> late.cancel());
    }

    private <T> Future<Optional<T>> pause(long milliseconds) {
        return database.vertx().timer(milliseconds, TimeUnit.MILLISECONDS).map(looked -> Optional.empty());
    }
}
