package com.plugipay.webhooks;

import com.plugipay.db.Database;
import com.plugipay.events.EventKind;
import com.plugipay.http.Operations;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.work.Claimable;
import com.plugipay.work.Claims;
import com.plugipay.work.Work;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** All about webhooks: the routes, the dispatcher that delivers, and what is done from time to time. */
public final class Webhooks {
    /** What is claimed of it. */
    public static final List<Claimable> CLAIMED = List.of(Lanes.CLAIMED, Recoveries.DUE);

    private final WebhookEndpointRoutes routes;
    private final Replays replays;
    private final TestEvents tests;
    private final DispatcherMetrics metrics;
    private final DispatcherVerticle dispatcher;
    private final Recoveries recoveries;
    private final Retention retention;

    public Webhooks(
            Database database,
            MasterKeys masterKeys,
            WebhookConfig config,
            List<EventKind> kinds,
            Claims claims,
            MeterRegistry registry,
            InstantSource clock) {
        WebhookEndpointStore endpoints = new WebhookEndpointStore(database, masterKeys);
        DeliveryStore deliveries = new DeliveryStore(database);
        WebhookRecoveryRoutes recovering =
                new WebhookRecoveryRoutes(endpoints, new WebhookRecoveryStore(database), config.deliveriesKept());
        this.tests = new TestEvents(database, endpoints, kinds);
        this.replays = new Replays(database, recovering);
        this.routes = new WebhookEndpointRoutes(endpoints, new DeliveryRoutes(deliveries), recovering, tests);
        this.metrics = new DispatcherMetrics(database, registry);
        this.dispatcher =
                new DispatcherVerticle(database, masterKeys, endpoints, config, metrics, claims::number, clock);
        this.recoveries = new Recoveries(database, claims, config.deliveriesKept());
        this.retention = new Retention(database, config);
    }

    public void mount(Operations api) {
        tests.mount(api);
        replays.mount(api);
        routes.mount(api);
    }

    /** To be deployed once. */
    public Deployable dispatcher() {
        return dispatcher;
    }

    public List<Work> work() {
        return List.of(
                Work.of(
                        "webhook-metrics",
                        Duration.ofSeconds(10),
                        now -> metrics.look(now).map(false)),
                Work.due("webhook-recoveries", Duration.ofSeconds(1), 1, recoveries),
                Work.of("webhook-retention", Duration.ofMinutes(10), retention::prune));
    }
}
