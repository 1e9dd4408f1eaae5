package com.plugipay.callbacks;

import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.Charging;
import com.plugipay.db.Database;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.Providers;
import com.plugipay.refunds.RefundNotices;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/** The inbox of provider callbacks: where they come in, and who works them off. */
public final class Callbacks {
    private final CallbackStore store;
    private final CallbackRoutes routes;
    private final List<CallbackVerticle> workers;

    public Callbacks(
            Vertx vertx,
            Database database,
            Providers providers,
            AttemptStore attempts,
            Charging charging,
            RefundNotices refunds,
            MeterRegistry metrics,
            InstantSource clock) {
        this.store = new CallbackStore(database);
        this.routes = new CallbackRoutes(providers, new Inbox(vertx, store), metrics, clock);
        CallbackWork work = new CallbackWork(providers, attempts, charging, refunds);
        this.workers = Arrays.stream(ProviderKind.values())
                .map(provider -> new CallbackVerticle(provider, store, work, clock))
                .toList();
    }

    public CallbackRoutes routes() {
        return routes;
    }

    public List<? extends Deployable> workers() {
        return workers;
    }

    /** Deletes what was done with a month ago. */
    public Future<Void> forget(Instant now) {
        return CallbackVerticle.forget(store, now);
    }
}
