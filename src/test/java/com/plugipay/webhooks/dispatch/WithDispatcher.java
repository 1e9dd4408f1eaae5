package com.plugipay.webhooks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.bus.LocalCodec;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.events.SdkEvents;
import com.plugipay.model.Actor;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.notifications.Notifications;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Write;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.support.TestDatabase;
import com.plugipay.text.WebAddress;
import com.plugipay.webhooks.Receiver;
import com.plugipay.webhooks.WebhookConfig;
import com.plugipay.webhooks.deliveries.DeliveryStore;
import com.plugipay.webhooks.deliveries.TestDeliveries;
import com.plugipay.webhooks.deliveries.WebhookDelivery;
import com.plugipay.webhooks.endpoints.DeliveryStatus;
import com.plugipay.webhooks.endpoints.IssuedWebhookEndpoint;
import com.plugipay.webhooks.endpoints.TestEndpoints;
import com.plugipay.webhooks.endpoints.WebhookEndpoint;
import com.plugipay.webhooks.endpoints.WebhookEndpointInput;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * Tests from an event in the database to a request at the merchant's server and its outcome. Each test has a workspace
 * and a dispatcher of its own, whose clock it moves.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WithDispatcher {
    protected static final WebhookConfig CONFIG = new WebhookConfig(64, 20_000, List.of("127.0.0.0/8", "::1"), 30, 0);
    protected static final MasterKeys KEYS = MasterKeys.parse(MasterKeys.generate());
    private static final Actor ACTOR = Actor.timer("test", "Test");

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-11-22T08:00:00.123Z"));
    protected final InstantSource clock = time::get;
    protected final Vertx vertx = Vertx.vertx();
    private @Nullable DatabaseConfig config;
    private @Nullable Database connected;
    private @Nullable Receiver listening;
    private Tenant tenant = new Tenant("ws_none", Mode.TEST);
    private @Nullable String deployment;
    protected final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private @Nullable DispatcherMetrics metrics;

    /** An object of events. */
    public record Thing(String id, String workspaceId, Mode mode, String status) implements Resource {}

    @BeforeAll
    protected void startDatabase() throws Exception {
        LocalCodec.register(vertx);
        config = TestDatabase.create();
        connected = Database.connect(vertx, config);
        listening = new Receiver(vertx);
    }

    @AfterAll
    protected void stopDatabase() throws Exception {
        get(database().close());
        get(vertx.close());
    }

    @BeforeEach
    protected void begin() throws Exception {
        tenant = newTenant();
        receiver().answers(200);
        deploy();
    }

    @AfterEach
    protected void end() throws Exception {
        receiver().answerAll();
        undeploy();
        get(database().run("delete from webhook_endpoints", Tuple.tuple()));
        get(database().run("delete from webhook_endpoint_queues", Tuple.tuple()));
    }

    protected static Tenant newTenant() {
        return new Tenant(Ids.at(Instant.now(), "ws"), Mode.TEST);
    }

    protected void deploy() throws Exception {
        deploy(CONFIG);
    }

    protected void deploy(WebhookConfig config) throws Exception {
        deployment = get(vertx.deployVerticle(dispatcher(config)));
    }

    protected DispatcherVerticle dispatcher(WebhookConfig config) {
        return dispatcher(database(), config);
    }

    private DispatcherVerticle dispatcher(Database database, WebhookConfig config) {
        metrics = new DispatcherMetrics(database, registry);
        WebhookEndpointStore endpoints = new WebhookEndpointStore(database, KEYS);
        return new DispatcherVerticle(
                database,
                KEYS,
                endpoints,
                config,
                metrics,
                () -> 1,
                clock,
                new Notifications(false),
                new SdkEvents(List.of()));
    }

    /** A dispatcher on a node of its own, which shares nothing with the others but the database. */
    protected void deployTo(Vertx node, WebhookConfig webhooks) throws Exception {
        LocalCodec.register(node);
        Database database = Database.connect(node, Objects.requireNonNull(config));
        get(node.deployVerticle(dispatcher(database, webhooks)));
    }

    protected void undeploy() throws Exception {
        if (deployment != null) {
            get(vertx.undeploy(deployment));
            deployment = null;
        }
    }

    protected Tenant tenant() {
        return tenant;
    }

    protected DispatcherMetrics metrics() {
        return Objects.requireNonNull(metrics);
    }

    /** Moves the clock; the dispatcher's own poll does the rest. */
    protected void pass(Duration duration) {
        time.updateAndGet(now -> now.plus(duration));
    }

    protected void happened(EventType type) {
        happened(tenant(), type);
    }

    protected void happened(Tenant tenant, EventType type) {
        try {
            Thing thing = new Thing("thing_1", tenant.workspaceId(), tenant.mode(), "done");
            get(Write.of(context(tenant))
                    .step("changed", NamedSql.of("select 1"), Values.none())
                    .event(type, thing)
                    .run(database()));
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    protected IssuedWebhookEndpoint endpoint(String path, String... events) throws Exception {
        return insert(receiver().url(path), List.of(events));
    }

    protected IssuedWebhookEndpoint insert(String url, List<String> events) throws Exception {
        return insert(tenant(), new WebhookEndpointInput(WebAddress.of(url), events, null, null, null, null));
    }

    protected IssuedWebhookEndpoint insert(Tenant tenant, WebhookEndpointInput input) throws Exception {
        return get(TestEndpoints.insert(endpoints(), context(tenant), tenant, input, clock.instant())
                .run(database()));
    }

    protected void activate(IssuedWebhookEndpoint endpoint, boolean active) throws Exception {
        WebhookEndpoint current = reload(endpoint);
        WebhookEndpointInput input =
                new WebhookEndpointInput(current.url(), current.events(), null, active, null, null);
        assertThat(run(TestEndpoints.update(endpoints(), context(), current, input, clock.instant())))
                .isTrue();
    }

    protected WebhookEndpoint reload(IssuedWebhookEndpoint endpoint) throws Exception {
        return get(endpoints().find(tenant(), endpoint.endpoint().id())).orElseThrow();
    }

    protected WebhookDelivery delivery(IssuedWebhookEndpoint endpoint, DeliveryStatus status) throws Exception {
        return delivery(endpoint, each -> each.status() == status);
    }

    /** Waits until the endpoint's delivery meets the condition; gives it. */
    protected WebhookDelivery delivery(IssuedWebhookEndpoint endpoint, Predicate<WebhookDelivery> awaited) {
        AtomicReference<@Nullable WebhookDelivery> found = new AtomicReference<>();
        await().until(() -> {
            List<String> ids = get(database()
                    .many(
                            "select id from webhook_deliveries where workspace_id = $1 and endpoint_id = $2",
                            Tuple.of(tenant().workspaceId(), endpoint.endpoint().id()),
                            row -> row.getString("id")));
            if (ids.isEmpty()) {
                return false;
            }
            found.set(get(TestDeliveries.find(deliveries(), tenant(), ids.getFirst()))
                    .orElseThrow());
            return awaited.test(Objects.requireNonNull(found.get()));
        });
        return Objects.requireNonNull(found.get());
    }

    protected long count(String sql) throws Exception {
        return get(database().one(sql, Tuple.of(tenant().workspaceId()), row -> row.getLong(0)))
                .orElseThrow();
    }

    /** Turns waiting events into deliveries, as the dispatcher does. */
    public static Future<?> fanOut(Database database, Instant now) {
        return new FanOut(database, new Notifications(false), new SdkEvents(List.of())).next(now);
    }

    protected ChangeContext context() {
        return context(tenant());
    }

    private ChangeContext context(Tenant tenant) {
        return ChangeContext.worker(tenant, ACTOR, clock.instant());
    }

    protected WebhookEndpointStore endpoints() {
        return new WebhookEndpointStore(database(), KEYS);
    }

    protected void delete(IssuedWebhookEndpoint endpoint) throws Exception {
        run(TestEndpoints.delete(endpoints(), context(), endpoint.endpoint()));
    }

    protected DeliveryStore deliveries() {
        return new DeliveryStore(database());
    }

    protected Database database() {
        return Objects.requireNonNull(connected);
    }

    protected Receiver receiver() {
        return Objects.requireNonNull(listening);
    }

    /** Runs a change; gives whether anything was changed. */
    protected boolean run(Change<?> change) throws ExecutionException, InterruptedException, TimeoutException {
        return get(change.orFail(NothingChanged::new)
                .run(database())
                .map(true)
                .recover(failure -> failure instanceof NothingChanged
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure)));
    }

    private static final class NothingChanged extends RuntimeException {}

    protected static <T> T get(Future<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
