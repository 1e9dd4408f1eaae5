package com.plugipay.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.Modules;
import com.plugipay.auth.AuthVerticle;
import com.plugipay.auth.Authenticator;
import com.plugipay.auth.KeyRole;
import com.plugipay.auth.Sessions;
import com.plugipay.bus.LocalCodec;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.RefusalLog;
import com.plugipay.events.EventKind;
import com.plugipay.events.EventRoutes;
import com.plugipay.events.EventStore;
import com.plugipay.events.SdkEvents;
import com.plugipay.http.addresses.AddressLimits;
import com.plugipay.http.addresses.AddressRanges;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.connections.ConnectionConfig;
import com.plugipay.http.connections.Connections;
import com.plugipay.http.documentation.ApiDocument;
import com.plugipay.http.exchange.HostCookie;
import com.plugipay.http.exchange.SameOrigin;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.requests.RecentRequests;
import com.plugipay.http.requests.RequestLog;
import com.plugipay.http.server.ApiVerticle;
import com.plugipay.http.server.KeyLimits;
import com.plugipay.http.server.RequestPipeline;
import com.plugipay.http.server.SessionCalls;
import com.plugipay.http.server.StandardHeaders;
import com.plugipay.json.Json;
import com.plugipay.keys.ApiKeyStore;
import com.plugipay.keys.IssuedApiKey;
import com.plugipay.limits.LimitsConfig;
import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.notifications.Notifications;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Write;
import com.plugipay.people.SessionStore;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.webhooks.dispatch.WithDispatcher;
import com.plugipay.webhooks.dispatch.WithDispatcher.Thing;
import com.plugipay.work.Claims;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints, deliveries and events in the API. No dispatcher runs: the test executes its steps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookRoutesTest {
    private static final Tenant TENANT = new Tenant("ws_1", Mode.TEST);
    private static final MasterKeys KEYS = MasterKeys.parse(MasterKeys.generate());

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Database connected;
    private String bearer = "";
    private String restricted = "";
    private int port;

    private record Answer(int status, JsonNode body) {
        JsonNode data() {
            return body.path("data");
        }
    }

    @BeforeAll
    void start() throws Exception {
        LocalCodec.register(vertx);
        Database database = Database.connect(vertx, TestDatabase.create());
        connected = database;
        Operations operations = new Operations();
        List<EventKind> kinds = EventKind.all(Modules.RESOURCES);
        new WebhookModule(
                        database,
                        KEYS,
                        WebhookConfig.standard(),
                        kinds,
                        new SdkEvents(kinds),
                        new Claims(database, "test", InstantSource.system()),
                        new SimpleMeterRegistry(),
                        InstantSource.system(),
                        new Notifications(false))
                .mount(operations);
        new EventRoutes(new EventStore(database), kinds, new SdkEvents(kinds)).mount(operations);
        ApiKeyStore keys = new ApiKeyStore(database, KEYS);
        get(vertx.deployVerticle(new AuthVerticle(keys)));
        ClientAddresses clients = new ClientAddresses(AddressRanges.of());
        LimitsConfig limits = TestGateway.LIFTED;
        HttpServerOptions options = new HttpServerOptions().setPort(0).setHost("127.0.0.1");
        ApiVerticle api = new ApiVerticle(
                options,
                new Connections(ConnectionConfig.standard(), options, address -> false, new SimpleMeterRegistry()),
                operations,
                new ApiDocument(operations),
                new RequestPipeline(
                        new Authenticator(vertx),
                        new SessionCalls(
                                new SessionStore(database),
                                new HostCookie("plugipay_session", false, Sessions.LONGEST),
                                new SameOrigin("http://localhost")),
                        clients,
                        new KeyLimits(limits),
                        new RefusalLog(new SimpleMeterRegistry()),
                        database,
                        KEYS,
                        InstantSource.system()),
                new StandardHeaders(false),
                new AddressLimits(clients, limits),
                new RequestLog(new RecentRequests()),
                uploads -> {},
                List.of(),
                unreadable -> false);
        get(vertx.deployVerticle(api));
        port = api.port();
        bearer = key(keys, KeyRole.WEBHOOK_MANAGEMENT_ONLY, List.of());
        restricted = key(keys, KeyRole.RESTRICTED, List.of("webhooks:read"));
    }

    @AfterAll
    void stop() throws Exception {
        get(Objects.requireNonNull(connected).close());
        get(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/webhooks", "/v1/webhook-endpoints", "/api/v1/webhooks", "/api/v1/webhook-endpoints"})
    void managesEndpoints(String path) throws Exception {
        Answer created = call("POST", path, """
            {"url": "https://shop.example/hook", "events": ["payment.*"], "description": "Shop"}\
            """);
        assertThat(created.status()).isEqualTo(201);
        String id = created.data().path("id").textValue();
        assertThat(id).startsWith("whep_");
        assertThat(created.data().path("secret").textValue()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(created.data().path("signingSecret"))
                .isEqualTo(created.data().path("secret"));
        assertThat(created.data().path("active").booleanValue()).isTrue();
        assertThat(created.data().has("accountId")).isEqualTo(path.startsWith("/api/"));

        Answer retrieved = call("GET", path + "/" + id, "");
        assertThat(retrieved.data().has("secret")).isFalse();
        assertThat(retrieved.data().path("lastDelivery").isNull()).isTrue();
        assertThat(retrieved.data().path("status").textValue()).isEqualTo("active");

        Answer paused = call("PATCH", path + "/" + id, "{\"active\": false, \"description\": null}");
        assertThat(paused.data().path("status").textValue()).isEqualTo("disabled");
        assertThat(paused.data().path("description").isNull()).isTrue();
        assertThat(paused.data().path("url").textValue()).isEqualTo("https://shop.example/hook");
        assertThat(call("GET", path + "/" + id, "").data()).isEqualTo(paused.data());

        Answer enabled = call("PATCH", path + "/" + id, "{\"active\": true, \"events\": null}");
        assertThat(enabled.data().path("active").booleanValue()).isTrue();
        assertThat(enabled.data().path("disabledAt").isNull()).isTrue();
        assertThat(enabled.data().path("events")).hasSize(path.startsWith("/api/") ? 1 : 0);

        assertThat(call("GET", path, "").data()).hasSize(1);
        assertThat(call("DELETE", path + "/" + id, "").status()).isEqualTo(204);
        assertThat(call("GET", path + "/" + id, "").status()).isEqualTo(404);
        assertThat(call("DELETE", path + "/" + id, "").status()).isEqualTo(404);
    }

    @Test
    void namesTheErrors() throws Exception {
        Answer unknown = call("POST", "/v1/webhooks", "{\"url\": \"https://a.example\", \"events\": [\"*\", \"x.y\"]}");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.body().path("error").path("field").textValue()).isEqualTo("events/1");
        assertThat(call("POST", "/v1/webhooks", "{}")
                        .body()
                        .path("error")
                        .path("field")
                        .textValue())
                .isEqualTo("url");
        assertThat(call("POST", "/v1/webhooks", "{\"url\": \"/hook\"}").status())
                .isEqualTo(400);
        assertThat(call("GET", "/v1/events?occurredAfter=yesterday", "")
                        .body()
                        .path("error")
                        .path("field")
                        .textValue())
                .isEqualTo("occurredAfter");
    }

    @Test
    void givesTheAliasTheSameRights() throws Exception {
        assertThat(call(restricted, "GET", "/v1/webhook-endpoints", "").status())
                .isEqualTo(200);
        assertThat(call(restricted, "GET", "/v1/webhook-endpoints/deliveries", "")
                        .status())
                .isEqualTo(200);
        Answer refused = call(restricted, "POST", "/v1/webhook-endpoints", "{\"url\": \"https://a.example\"}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("error").path("details").toString()).contains("webhooks:write");
    }

    @Test
    void showsEventsAndDeliveries() throws Exception {
        Answer made = call("POST", "/v1/webhooks", "{\"url\": \"https://shop.example/hook\"}");
        String endpoint = made.data().path("id").textValue();
        Instant now = Instant.parse("2026-11-22T08:00:00Z");
        ChangeContext context = ChangeContext.worker(TENANT, Actor.timer("test", "Test"), now);
        Database database = Objects.requireNonNull(connected);
        get(Write.of(context)
                .step("changed", NamedSql.of("select 1"), Values.none())
                .event(EventType.REFUND_SUCCEEDED, new Thing("re_1", TENANT.workspaceId(), TENANT.mode(), "done"))
                .run(database));
        get(WithDispatcher.fanOut(database, now));

        JsonNode delivery = call("GET", "/v1/webhooks/deliveries?endpointId=" + endpoint, "")
                .data()
                .path(0);
        assertThat(delivery.path("status").textValue()).isEqualTo("pending");
        JsonNode event = call("GET", "/v1/events/" + delivery.path("eventId").textValue(), "")
                .data();
        assertThat(event).isEqualTo(Json.MAPPER.readTree(delivery.path("body").textValue()));
        assertThat(event.path("data").path("object").path("id").textValue()).isEqualTo("re_1");

        String one = "/v1/webhook-endpoints/deliveries/" + delivery.path("id").textValue();
        assertThat(call("GET", one, "").data()).isEqualTo(delivery);
        assertThat(call("POST", one + "/retry", "").body().at("/error/code").asText())
                .isEqualTo("already_queued");
        assertThat(call("GET", "/v1/webhooks/deliveries?status=failed", "").data())
                .isEmpty();
        assertThat(call("GET", "/v1/webhooks/deliveries?type=plugipay.refund.issued.v1", "")
                        .data())
                .hasSize(1);
        assertThat(call("GET", "/v1/webhooks/" + endpoint, "")
                        .data()
                        .path("lastDelivery")
                        .path("id"))
                .isEqualTo(delivery.path("id"));

        assertThat(call("GET", "/v1/events?type=refund.succeeded", "").data()).hasSize(1);
        assertThat(call("GET", "/v1/events?type=refund.failed", "").data()).isEmpty();
        String occurred = event.path("createdAt").textValue();
        assertThat(call("GET", "/v1/events?occurredAfter=" + occurred, "").data())
                .hasSize(1);
        assertThat(call("GET", "/v1/events?occurredBefore=" + occurred, "").data())
                .isEmpty();
        assertThat(call("GET", "/v1/events/types", "").data()).hasSize(EventType.values().length);
        assertThat(call("GET", "/v1/openapi.json", "")
                        .body()
                        .at("/paths/~1webhooks~1deliveries~1{id}~1retry/post/x-aliases/0")
                        .asText())
                .isEqualTo("/webhook-endpoints/deliveries/{id}/retry");
    }

    private String key(ApiKeyStore keys, KeyRole role, List<String> scopes) throws Exception {
        IssuedApiKey issued = IssuedApiKey.create(TENANT, "Test", null, role, scopes, Instant.now());
        get(keys.insert(ChangeContext.worker(TENANT, Actor.timer("test", "Test"), Instant.now()), issued)
                .run(Objects.requireNonNull(connected)));
        return issued.key();
    }

    private Answer call(String method, String path, String body) throws Exception {
        return call(bearer, method, path, body);
    }

    private Answer call(String key, String method, String path, String body) throws Exception {
        var response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        return new Answer(response.statusCode(), Json.MAPPER.readTree(response.body()));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
