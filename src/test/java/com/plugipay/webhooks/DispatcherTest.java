package com.plugipay.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.audit.Actor;
import com.plugipay.bus.LocalCodec;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.db.Origin;
import com.plugipay.db.Write;
import com.plugipay.events.EventType;
import com.plugipay.ids.Ids;
import com.plugipay.json.Json;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.support.TestDatabase;
import com.plugipay.webhooks.Claims.Claim;
import com.plugipay.webhooks.Receiver.Received;
import com.plugipay.webhooks.WebhookDelivery.Status;
import com.plugipay.workspaces.Mode;
import com.plugipay.workspaces.Resource;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From an event in the database to a request at the merchant's server, and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DispatcherTest {
    private static final Actor ACTOR = Actor.timer("test", "Test");
    private static final WebhookConfig CONFIG = new WebhookConfig(64, 2_000, List.of("127.0.0.0/8", "::1"));
    private static final MasterKeys KEYS = MasterKeys.parse(MasterKeys.generate());

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-11-22T08:00:00.123Z"));
    private final InstantSource clock = time::get;
    private Vertx vertx = Vertx.vertx();
    private @Nullable Database connected;
    private @Nullable Receiver listening;
    private Tenant tenant = new Tenant("ws_none", Mode.TEST);
    private @Nullable String deployment;

    /** Something that an event can be about. */
    record Thing(String id, String workspaceId, Mode mode, String status) implements Resource {}

    @BeforeAll
    void startDatabase() throws Exception {
        LocalCodec.register(vertx);
        DatabaseConfig config = TestDatabase.create();
        connected = Database.connect(vertx, config);
        listening = new Receiver(vertx);
    }

    @AfterAll
    void stopDatabase() throws Exception {
        get(database().close());
        get(vertx.close());
    }

    @BeforeEach
    void deploy() throws Exception {
        tenant = new Tenant(Ids.at(Instant.now(), "ws"), Mode.TEST);
        receiver().answers(200);
        deployment = get(vertx.deployVerticle(new DispatcherVerticle(database(), KEYS, endpoints(), CONFIG, clock)));
    }

    @AfterEach
    void undeploy() throws Exception {
        if (deployment != null) {
            get(vertx.undeploy(deployment));
            deployment = null;
        }
        get(database().run("delete from webhook_endpoints", Tuple.tuple()));
    }

    @Test
    void deliversSigned() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/signed", "payment.*");

        happened(EventType.PAYMENT_SUCCEEDED);
        happened(EventType.REFUND_CREATED);

        WebhookDelivery delivery = delivery(endpoint, Status.SUCCEEDED);
        Received received = receiver().at("/signed").getFirst();
        assertThat(received.body()).isEqualTo(delivery.body()).contains("\"type\":\"payment.succeeded\"");
        String signature = WebhookSignature.plugipay(List.of(endpoint.signing()), clock.instant(), received.body());
        assertThat(received.headers().get("X-Plugipay-Signature")).isEqualTo(signature);
        assertThat(received.headers().get("Plugipay-Signature")).isEqualTo(signature);
        assertThat(received.headers().get("webhook-signature"))
                .isEqualTo(WebhookSignature.standard(
                        List.of(new Secret(endpoint.secret())),
                        received.headers().get("webhook-id"),
                        clock.instant(),
                        received.body()));
        assertThat(received.headers().get("webhook-timestamp"))
                .isEqualTo(String.valueOf(clock.instant().getEpochSecond()));
        assertThat(received.headers().get("X-Plugipay-Event-Id")).isEqualTo(delivery.eventId());
        assertThat(received.headers().get("X-Plugipay-Delivery-Id")).isEqualTo(delivery.id());
        assertThat(received.headers().get("User-Agent")).startsWith("Plugipay-Webhooks/");
        assertThat(received.headers().get("Content-Type")).isEqualTo("application/json");
        assertThat(receiver().url("/signed")).contains("//" + received.headers().get("Host") + "/");
        assertThat(delivery.attempts()).isEqualTo(1);
        assertThat(delivery.deliveredAt()).isEqualTo(clock.instant());
        assertThat(delivery.nextRetryAt()).isNull();
        assertThat(delivery.attemptLog()).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(Status.SUCCEEDED);
            assertThat(attempt.responseCode()).isEqualTo(200);
            assertThat(attempt.attemptedAt()).isEqualTo(clock.instant());
        });
        assertThat(reload(endpoint).lastDelivery())
                .isEqualTo(new WebhookEndpoint.LastDelivery(delivery.id(), Status.SUCCEEDED, 200, clock.instant()));
        assertThat(receiver().at("/signed")).hasSize(1);
    }

    @Test
    void tellsLibrariesInTheirWords() throws Exception {
        endpoint("/libraries", "*", "plugipay.refund.issued.v1");

        happened(EventType.REFUND_SUCCEEDED);
        happened(EventType.REFUND_FAILED);

        await().until(() -> receiver().at("/libraries").size() == 2);
        assertThat(receiver().at("/libraries"))
                .anyMatch(each -> each.body()
                        .contains("\"type\":\"plugipay.refund.issued.v1\",\"accountId\":\"" + tenant.workspaceId()))
                .anyMatch(each -> each.body().contains("\"type\":\"refund.failed\",\"workspaceId\":\""));
    }

    @Test
    void triesAgainWhenItIsDue() throws Exception {
        receiver().answers(500);
        IssuedWebhookEndpoint endpoint = endpoint("/again");
        happened(EventType.PAYMENT_SUCCEEDED);

        WebhookDelivery first = delivery(endpoint, each -> each.attemptLog().size() == 1);
        assertThat(first.status()).isEqualTo(Status.PENDING);
        assertThat(first.lastError()).isEqualTo("HTTP 500");
        assertThat(first.responseCode()).isEqualTo(500);
        assertThat(first.nextRetryAt())
                .isBetween(clock.instant().plusSeconds(9), clock.instant().plusSeconds(11));
        assertThat(reload(endpoint).consecutiveFailures()).isEqualTo(1);
        assertThat(reload(endpoint).failingSince()).isEqualTo(clock.instant());

        receiver().answers(204);
        pass(Duration.ofSeconds(12));

        WebhookDelivery second = delivery(endpoint, Status.SUCCEEDED);
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(second.lastError()).isNull();
        assertThat(reload(endpoint).consecutiveFailures()).isZero();
        assertThat(reload(endpoint).failingSince()).isNull();
        assertThat(receiver().at("/again")).extracting(Received::body).containsOnly(second.body());
        assertThat(receiver().at("/again"))
                .extracting(each -> each.headers().get("webhook-id"))
                .containsOnly(second.eventId());
    }

    @Test
    void givesUpAfterThreeDays() throws Exception {
        receiver().answers(503);
        IssuedWebhookEndpoint endpoint = endpoint("/hopeless");
        happened(EventType.PAYMENT_SUCCEEDED);

        for (int attempts = 1; attempts <= 5; attempts++) {
            int made = attempts;
            assertThat(delivery(endpoint, each -> each.attemptLog().size() == made)
                            .status())
                    .isEqualTo(Status.PENDING);
            pass(Duration.ofHours(14));
        }
        delivery(endpoint, each -> each.attemptLog().size() == 6);
        pass(Duration.ofHours(3));

        WebhookDelivery failed = delivery(endpoint, Status.FAILED);
        assertThat(failed.nextRetryAt()).isNull();
        assertThat(failed.attemptLog().getLast().nextRetryAt()).isNull();
        assertThat(failed.attempts()).isBetween(5, 8);
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() throws Exception {
        receiver()
                .behaves(request -> request.response()
                        .setStatusCode(429)
                        .putHeader("Retry-After", "3600")
                        .end());
        IssuedWebhookEndpoint endpoint = endpoint("/patience");
        happened(EventType.PAYMENT_SUCCEEDED);

        WebhookDelivery delivery = delivery(endpoint, each -> each.attemptLog().size() == 1);

        assertThat(delivery.nextRetryAt()).isEqualTo(clock.instant().plusSeconds(3600));
    }

    @Test
    void followsNoRedirect() throws Exception {
        receiver()
                .behaves(request -> request.response()
                        .setStatusCode(307)
                        .putHeader("Location", receiver().url("/elsewhere"))
                        .end());
        IssuedWebhookEndpoint endpoint = endpoint("/redirect");
        happened(EventType.PAYMENT_SUCCEEDED);

        WebhookDelivery delivery = delivery(endpoint, each -> each.attemptLog().size() == 1);

        assertThat(delivery.lastError()).isEqualTo("HTTP 307: redirects are not followed");
        assertThat(delivery.status()).isEqualTo(Status.PENDING);
        assertThat(receiver().at("/elsewhere")).isEmpty();
    }

    @Test
    void disablesWhatIsGone() throws Exception {
        receiver()
                .behaves(request -> request.response()
                        .setStatusCode(request.path().equals("/gone") ? 410 : 200)
                        .end());
        IssuedWebhookEndpoint endpoint = endpoint("/gone", "payment.*");
        endpoint("/observer", "webhook_endpoint.disabled");
        happened(EventType.PAYMENT_SUCCEEDED);

        assertThat(delivery(endpoint, Status.FAILED).responseCode()).isEqualTo(410);
        await().until(() -> !reload(endpoint).active());
        WebhookEndpoint disabled = reload(endpoint);
        assertThat(disabled.disabledReason()).contains("410");
        assertThat(disabled.disabledAt()).isEqualTo(clock.instant());
        await().until(() -> receiver().at("/observer").size() == 1);
        assertThat(receiver().at("/observer").getFirst().body())
                .contains("\"object\":" + Json.text(disabled))
                .doesNotContain(endpoint.secret());
        assertThat(count("select count(*) from audit_log where workspace_id = $1 and action = "
                        + "'webhook_endpoint.disabled' and actor_type = 'system'"))
                .isEqualTo(1);
    }

    @Test
    void disablesWhatFailsForADay() throws Exception {
        receiver().answers(500);
        IssuedWebhookEndpoint endpoint = endpoint("/down");
        IntStream.range(0, 19).forEach(ignored -> happened(EventType.PAYMENT_PENDING));
        await().until(() -> reload(endpoint).consecutiveFailures() == 19);

        pass(Duration.ofHours(25));

        await().until(() -> !reload(endpoint).active());
        assertThat(reload(endpoint).disabledReason()).contains("in a row failed since 2026-");
    }

    @Test
    void readsNoEndlessAnswer() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger cut = new AtomicInteger();
        receiver().behaves(request -> {
            HttpServerResponse response = request.response().setChunked(true);
            response.closeHandler(closed -> cut.incrementAndGet());
            pour(response, sent);
        });
        IssuedWebhookEndpoint endpoint = endpoint("/endless");
        happened(EventType.PAYMENT_SUCCEEDED);

        delivery(endpoint, Status.SUCCEEDED);

        await().until(() -> cut.get() == 1);
        assertThat(sent.get()).isLessThan(64_000_000);
    }

    @Test
    void waitsNoLongerThanTheTimeout() throws Exception {
        receiver().behaves(request -> {});
        IssuedWebhookEndpoint endpoint = endpoint("/silent");
        happened(EventType.PAYMENT_SUCCEEDED);

        WebhookDelivery delivery = delivery(endpoint, each -> each.attemptLog().size() == 1);

        assertThat(delivery.lastError()).isEqualTo("timeout after 2 s");
        assertThat(delivery.responseCode()).isNull();
        assertThat(delivery.attemptLog().getFirst().durationMs()).isBetween(1_900L, 4_000L);
    }

    @Test
    void reachesNoAddressThatIsNotPublic() throws Exception {
        IssuedWebhookEndpoint endpoint = insert("http://169.254.169.254/latest/meta-data", List.of());
        IssuedWebhookEndpoint closed = insert("http://localhost:1/", List.of());
        IssuedWebhookEndpoint unknown = insert("http://nowhere.invalid/", List.of());
        happened(EventType.PAYMENT_SUCCEEDED);

        Predicate<WebhookDelivery> attempted = each -> each.attemptLog().size() == 1;
        assertThat(delivery(endpoint, attempted).lastError()).isEqualTo("the address 169.254.169.254 is not allowed");
        assertThat(delivery(closed, attempted).lastError()).isEqualTo("connection refused");
        assertThat(delivery(unknown, attempted).lastError()).isEqualTo("the name of the host cannot be resolved");
    }

    @Test
    void takesOverWhatAWorkerDiedOf() throws Exception {
        undeploy();
        IssuedWebhookEndpoint endpoint = endpoint("/orphan");
        happened(EventType.PAYMENT_SUCCEEDED);
        assertThat(get(new FanOut(database()).next(clock.instant()))).isFalse();
        Claim dead =
                get(new Claims(database()).next(1, List.of(), clock.instant())).getFirst();
        assertThat(get(new Claims(database()).next(1, List.of(), clock.instant())))
                .isEmpty();

        deploy(tenant);
        assertThat(get(deliveries()
                        .retry(origin(), delivery(endpoint, each -> true).retried(clock.instant()))))
                .isFalse();
        assertThat(receiver().at("/orphan")).isEmpty();
        pass(Claims.LEASE);

        WebhookDelivery delivery = delivery(endpoint, Status.SUCCEEDED);
        assertThat(delivery.attempts()).isEqualTo(2);
        assertThat(receiver().at("/orphan")).hasSize(1);
        get(new Results(database(), endpoints(), new SplittableRandom(1))
                .record(dead, new Sender.Answer(500, 1, "HTTP 500", null), clock.instant()));
        assertThat(delivery(endpoint, each -> true)).isEqualTo(delivery);
        assertThat(reload(endpoint).consecutiveFailures()).isZero();
    }

    @Test
    void sendsOnceMoreOnRequest() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/repeat");
        happened(EventType.PAYMENT_SUCCEEDED);
        WebhookDelivery delivery = delivery(endpoint, Status.SUCCEEDED);
        receiver().answers(500);

        assertThat(get(deliveries().retry(origin(), delivery.retried(clock.instant()))))
                .isTrue();

        WebhookDelivery repeated = delivery(endpoint, each -> each.attemptLog().size() == 2);
        assertThat(repeated.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(repeated.lastError()).isEqualTo("HTTP 500");
        assertThat(repeated.nextRetryAt()).isNull();
        assertThat(receiver().at("/repeat")).hasSize(2);
        assertThat(count("select count(*) from audit_log where workspace_id = $1 and action = "
                        + "'webhook_delivery.retried'"))
                .isEqualTo(1);
    }

    @Test
    void keepsForAPausedEndpointWhatIsOnItsWay() throws Exception {
        receiver().answers(500);
        IssuedWebhookEndpoint endpoint = endpoint("/paused");
        happened(EventType.PAYMENT_SUCCEEDED);
        delivery(endpoint, each -> each.attemptLog().size() == 1);

        activate(endpoint, false);
        pass(Duration.ofHours(1));
        happened(EventType.PAYMENT_REFUNDED);
        WebhookDelivery waiting = delivery(
                endpoint,
                each -> Objects.requireNonNull(each.nextRetryAt())
                        .equals(each.createdAt().plus(RetrySchedule.WINDOW)));
        assertThat(get(deliveries().retry(origin(), waiting.retried(clock.instant()))))
                .isFalse();
        receiver().answers(200);
        activate(endpoint, true);

        assertThat(delivery(endpoint, Status.SUCCEEDED).attempts()).isEqualTo(2);
        assertThat(reload(endpoint).consecutiveFailures()).isZero();
        assertThat(count("select count(*) from webhook_deliveries where workspace_id = $1"))
                .isEqualTo(1);
    }

    @Test
    void endsWhatAPausedEndpointNeverTook() throws Exception {
        receiver().answers(500);
        IssuedWebhookEndpoint endpoint = endpoint("/left");
        happened(EventType.PAYMENT_SUCCEEDED);
        delivery(endpoint, each -> each.attemptLog().size() == 1);
        activate(endpoint, false);

        pass(Duration.ofHours(73));

        WebhookDelivery failed = delivery(endpoint, Status.FAILED);
        assertThat(failed.lastError()).isEqualTo("the endpoint was disabled");
        assertThat(failed.attempts()).isEqualTo(1);
        assertThat(failed.nextRetryAt()).isNull();
    }

    @Test
    void oneThatHangsDoesNotHoldUpTheOthers() throws Exception {
        receiver().behaves(request -> {
            if (!request.path().equals("/hangs")) {
                request.response().end();
            }
        });
        IssuedWebhookEndpoint hanging = endpoint("/hangs", "payment.*");
        endpoint("/quick", "refund.*");
        IntStream.range(0, 200).forEach(ignored -> happened(EventType.PAYMENT_SUCCEEDED));
        await().until(() -> receiver().at("/hangs").size() >= 8);

        IntStream.range(0, 200).forEach(ignored -> happened(EventType.REFUND_CREATED));

        await().until(() -> receiver().at("/quick").size() == 200);
        assertThat(receiver().at("/hangs").size()).isLessThanOrEqualTo(60);
        get(endpoints().delete(origin(), hanging.endpoint()));
    }

    @Test
    void goesOnWhenTheDatabaseComesBack() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/restart");
        happened(EventType.PAYMENT_SUCCEEDED);
        delivery(endpoint, Status.SUCCEEDED);

        get(database()
                .run(
                        "select pg_terminate_backend(pid) from pg_stat_activity"
                                + " where pid <> pg_backend_pid() and datname = current_database()"
                                + " and backend_type = $1",
                        Tuple.of("client backend")));
        await().ignoreExceptions().until(() -> count("select count(*) from events where workspace_id = $1") == 1);
        happened(EventType.PAYMENT_REFUNDED);

        await().until(() -> receiver().at("/restart").size() == 2);
    }

    /** Writes the next part when the last has left, and so for ever. */
    private static void pour(HttpServerResponse response, AtomicInteger sent) {
        Buffer part = Buffer.buffer(new byte[1024]);
        sent.addAndGet(part.length());
        response.write(part).onSuccess(written -> Vertx.currentContext().runOnContext(next -> pour(response, sent)));
    }

    private void deploy(Tenant former) throws Exception {
        deploy();
        tenant = former;
    }

    /** Moves the clock; the dispatcher's own poll does the rest. */
    private void pass(Duration duration) {
        time.updateAndGet(now -> now.plus(duration));
    }

    private void happened(EventType type) {
        try {
            Thing thing = new Thing("thing_1", tenant.workspaceId(), tenant.mode(), "done");
            get(Write.of(origin(), "changed as (select $1::text, $2::text, $3::timestamptz)")
                    .event(type, thing)
                    .run(database()));
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private IssuedWebhookEndpoint endpoint(String path, String... events) throws Exception {
        return insert(receiver().url(path), List.of(events));
    }

    private IssuedWebhookEndpoint insert(String url, List<String> events) throws Exception {
        WebhookEndpointInput input = new WebhookEndpointInput(url, events, null, null);
        return get(endpoints()
                .insert(origin(), IssuedWebhookEndpoint.of(WebhookEndpoint.create(tenant, input, clock.instant()))));
    }

    private void activate(IssuedWebhookEndpoint endpoint, boolean active) throws Exception {
        WebhookEndpoint current = reload(endpoint);
        WebhookEndpointInput input = new WebhookEndpointInput(current.url(), current.events(), null, active);
        assertThat(get(endpoints().update(origin(), current, current.changed(input, clock.instant()))))
                .isTrue();
    }

    private WebhookEndpoint reload(IssuedWebhookEndpoint endpoint) throws Exception {
        return get(endpoints().find(tenant, endpoint.endpoint().id())).orElseThrow();
    }

    private WebhookDelivery delivery(IssuedWebhookEndpoint endpoint, Status status) throws Exception {
        return delivery(endpoint, each -> each.status() == status);
    }

    /** The endpoint's delivery once it is as it is waited for. */
    private WebhookDelivery delivery(IssuedWebhookEndpoint endpoint, Predicate<WebhookDelivery> awaited) {
        AtomicReference<@Nullable WebhookDelivery> found = new AtomicReference<>();
        await().until(() -> {
            List<String> ids = get(database()
                    .many(
                            "select id from webhook_deliveries where workspace_id = $1 and endpoint_id = $2",
                            Tuple.of(tenant.workspaceId(), endpoint.endpoint().id()),
                            row -> row.getString("id")));
            if (ids.isEmpty()) {
                return false;
            }
            found.set(get(deliveries().find(tenant, ids.getFirst())).orElseThrow());
            return awaited.test(Objects.requireNonNull(found.get()));
        });
        return Objects.requireNonNull(found.get());
    }

    private long count(String sql) throws Exception {
        return get(database().one(sql, Tuple.of(tenant.workspaceId()), row -> row.getLong(0)))
                .orElseThrow();
    }

    private Origin origin() {
        return Origin.worker(tenant, ACTOR, clock.instant());
    }

    private WebhookEndpointStore endpoints() {
        return new WebhookEndpointStore(database(), KEYS);
    }

    private DeliveryStore deliveries() {
        return new DeliveryStore(database());
    }

    private Database database() {
        return Objects.requireNonNull(connected);
    }

    private Receiver receiver() {
        return Objects.requireNonNull(listening);
    }

    private static <T> T get(Future<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
