package com.plugipay.billing.dunning;

import com.plugipay.billing.clocks.ClockWork;
import com.plugipay.billing.clocks.TestClock;
import com.plugipay.billing.collection.CollectionTry;
import com.plugipay.model.Tenant;
import com.plugipay.work.WorkResult;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The collection of invoices on test clocks. A clock waits for the outcome of a charge, which comes in real time. */
final class CollectionClockWork implements ClockWork {
    private static final int BATCH = 20;

    private final CollectionStore tries;
    private final InvoiceCollection collection;
    private final InstantSource realTime;

    CollectionClockWork(CollectionStore tries, InvoiceCollection collection, InstantSource realTime) {
        this.tries = tries;
        this.collection = collection;
        this.realTime = realTime;
    }

    @Override
    public Future<Optional<Instant>> nextDue(Tenant tenant, String clockId) {
        return tries.nextOnClock(tenant, clockId);
    }

    @Override
    public Future<Boolean> run(TestClock clock, Instant time) {
        return tries.dueOnClock(clock.tenant(), clock.id(), time, BATCH)
                .compose(due ->
                        Future.join(due.stream().map(each -> run(each, time)).toList()))
                .map(all -> !all.<Boolean>list().contains(false));
    }

    private Future<Boolean> run(CollectionTry due, Instant time) {
        return collection
                .run(due, time, realTime.instant())
                .compose(result -> result instanceof WorkResult.Again later
                        ? tries.rescheduleOnClock(due.tenant(), due.id(), time, later.at())
                                .map(goesOn -> goesOn && later.at().isAfter(time))
                        : tries.rescheduleOnClock(due.tenant(), due.id(), time, null)
                                .map(true));
    }
}
