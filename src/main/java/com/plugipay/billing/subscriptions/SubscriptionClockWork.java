package com.plugipay.billing.subscriptions;

import com.plugipay.billing.clocks.ClockWork;
import com.plugipay.billing.clocks.TestClock;
import com.plugipay.billing.subscriptions.SubscriptionProgress.Result;
import com.plugipay.db.Database;
import com.plugipay.model.Tenant;
import com.plugipay.work.WorkResult;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The periods of subscriptions on test clocks. */
public final class SubscriptionClockWork implements ClockWork {
    private static final int BATCH = 50;

    private final SubscriptionClockStore subscriptions;
    private final SubscriptionProgress progress;

    /** @param progress what also renews in real time */
    public SubscriptionClockWork(Database database, SubscriptionProgress progress) {
        this.subscriptions = new SubscriptionClockStore(database);
        this.progress = progress;
    }

    @Override
    public Future<Optional<Instant>> nextDue(Tenant tenant, String clockId) {
        return subscriptions.nextDue(tenant, clockId);
    }

    @Override
    public Future<Boolean> run(TestClock clock, Instant time) {
        Tenant tenant = clock.tenant();
        return subscriptions
                .due(tenant, clock.id(), time, BATCH)
                .compose(ids -> progress.run(tenant, ids, time, clock.daysAdvanced()))
                .compose(results -> end(tenant, results, time));
    }

    /** Fails if one of them has failed: the clock does not advance beyond what could not be done. */
    private Future<Boolean> end(Tenant tenant, Map<String, Result> results, Instant time) {
        List<Future<?>> ends = new ArrayList<>();
        results.forEach((id, result) -> {
            switch (result) {
                case Result.Changed changed -> {}
                case Result.Failed failed -> ends.add(Future.failedFuture(failed.cause()));
                case Result.Reached reached -> {
                    if (reached.result() instanceof WorkResult.Again later) {
                        ends.add(subscriptions.reschedule(tenant, id, time, later.at()));
                    }
                }
            }
        });
        return Future.join(ends).map(true);
    }
}
