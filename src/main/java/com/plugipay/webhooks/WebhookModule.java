package com.plugipay.webhooks;

import com.plugipay.db.Database;
import com.plugipay.events.EventKind;
import com.plugipay.events.SdkEvents;
import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.notifications.Notifications;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.webhooks.deliveries.DeliveryRoutes;
import com.plugipay.webhooks.deliveries.DeliveryStore;
import com.plugipay.webhooks.deliveries.TestEvents;
import com.plugipay.webhooks.deliveries.WebhookRetentionStore;
import com.plugipay.webhooks.dispatch.DispatcherMetrics;
import com.plugipay.webhooks.dispatch.DispatcherVerticle;
import com.plugipay.webhooks.endpoints.WebhookEndpointRoutes;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import com.plugipay.webhooks.recoveries.Recoveries;
import com.plugipay.webhooks.recoveries.ReplayRoutes;
import com.plugipay.webhooks.recoveries.WebhookRecoveryRoutes;
import com.plugipay.work.Claimable;
import com.plugipay.work.Claims;
import com.plugipay.work.Work;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Webhooks: mounts their routes, and names the dispatcher that delivers them and their periodic work. */
public final class WebhookModule implements Module {
    /** The rows that nodes claim. */
    public static final List<Claimable> CLAIMED = List.of(DispatcherVerticle.CLAIMED, Recoveries.DUE);

    private final WebhookEndpointRoutes routes;
    private final DeliveryRoutes deliveries;
    private final WebhookRecoveryRoutes recoveryRoutes;
    private final ReplayRoutes replays;
    private final TestEvents tests;
    private final DispatcherMetrics metrics;
    private final DispatcherVerticle dispatcher;
    private final Recoveries recoveries;
    private final WebhookRetentionStore retention;

    public WebhookModule(
            Database database,
            MasterKeys masterKeys,
            WebhookConfig config,
            List<EventKind> kinds,
            SdkEvents sdkEvents,
            Claims claims,
            MeterRegistry registry,
            InstantSource clock,
            Notifications notifications) {
        WebhookEndpointStore endpoints = new WebhookEndpointStore(database, masterKeys);
        this.recoveryRoutes = new WebhookRecoveryRoutes(database, endpoints, config.deliveriesKept());
        this.tests = new TestEvents(database, endpoints, kinds, sdkEvents);
        this.replays = new ReplayRoutes(database, recoveryRoutes, sdkEvents);
        this.deliveries = new DeliveryRoutes(new DeliveryStore(database));
        this.routes = new WebhookEndpointRoutes(endpoints);
        this.metrics = new DispatcherMetrics(database, registry);
        this.dispatcher = new DispatcherVerticle(
                database, masterKeys, endpoints, config, metrics, claims::number, clock, notifications, sdkEvents);
        this.recoveries = new Recoveries(database, claims, config.deliveriesKept(), sdkEvents);
        this.retention = new WebhookRetentionStore(database, config);
    }

    @Override
    public void mount(Operations api) {
        api.alias("/webhooks", "/webhook-endpoints");
        // A path below the endpoints could be taken for the one of an endpoint.
        api.alias("/webhook-endpoints/deliveries", "/webhooks/deliveries");
        api.alias("/webhook-endpoints/recoveries", "/webhooks/recoveries");
        tests.mount(api);
        replays.mount(api);
        for (String path : WebhookEndpointRoutes.MOUNTS) {
            // First, so that "deliveries" is not taken for an endpoint's id.
            deliveries.mount(api, path + "/deliveries");
            recoveryRoutes.mount(api, path);
            tests.mount(api, path);
            routes.mount(api, path);
        }
    }

    @Override
    public List<Claimable> claimed() {
        return CLAIMED;
    }

    @Override
    public List<Deployable> workers() {
        return List.of(dispatcher);
    }

    @Override
    public List<Work> work() {
        return List.of(
                Work.of(
                        "webhook-metrics",
                        Duration.ofSeconds(10),
                        now -> metrics.refresh(now).map(false)),
                Work.due("webhook-recoveries", Duration.ofSeconds(1), 1, recoveries),
                Work.of("webhook-retention", Duration.ofMinutes(10), retention::prune));
    }
}
