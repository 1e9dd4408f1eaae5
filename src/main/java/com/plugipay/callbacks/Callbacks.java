package com.plugipay.callbacks;

import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.Charging;
import com.plugipay.db.Database;
import com.plugipay.providers.Providers;
import com.plugipay.refunds.RefundNotices;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;

/** The inbox of provider callbacks: where they come in, and who works them off. */
public final class Callbacks {
    private final CallbackStore store;
    private final CallbackRoutes routes;
    private final CallbackVerticle worker;

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
        this.worker = new CallbackVerticle(store, work, clock);
    }

    public CallbackRoutes routes() {
        return routes;
    }

    public Deployable worker() {
        return worker;
    }

    /** Deletes what was done with a month ago. */
    public Future<Void> forget(Instant now) {
        return CallbackVerticle.forget(store, now);
    }
}
