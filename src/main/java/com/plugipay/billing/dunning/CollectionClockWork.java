package com.plugipay.billing.dunning;

import com.plugipay.async.Rounds;
import com.plugipay.billing.clocks.ClockWork;
import com.plugipay.billing.collection.CollectionTry;
import com.plugipay.db.Database;
import com.plugipay.model.Tenant;
import com.plugipay.work.WorkResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The collection of invoices on test clocks, one after the other. */
final class CollectionClockWork implements ClockWork {
    /** A charge whose outcome the provider does not know yet is looked at again after so long on the clock. */
    private static final Duration UNDECIDED = Duration.ofHours(1);

    private final CollectionClockStore tries;
    private final InvoiceCollection collection;

    CollectionClockWork(Database database, InvoiceCollection collection) {
        this.tries = new CollectionClockStore(database);
        this.collection = collection;
    }

    @Override
    public Future<Optional<Instant>> nextDue(Tenant tenant, String clockId) {
        return tries.nextDue(tenant, clockId);
    }

    @Override
    public Future<?> run(Tenant tenant, String clockId, Instant time) {
        return tries.due(tenant, clockId, time).compose(due -> {
            Deque<CollectionTry> waiting = new ArrayDeque<>(due);
            return Rounds.until(() -> {
                CollectionTry next = waiting.poll();
                return next == null
                        ? Future.succeededFuture(Optional.of(true))
                        : collect(next, time).map(Optional.empty());
            });
        });
    }

    /** A try that is over is not due any more; the others are due later. */
    private Future<?> collect(CollectionTry due, Instant time) {
        return collection.run(due, time).compose(result -> {
            Instant at = result instanceof WorkResult.Again again ? again.at() : null;
            Instant later = time.plus(UNDECIDED);
            return tries.reschedule(due.tenant(), due.id(), time, at != null && at.isBefore(later) ? later : at);
        });
    }
}
