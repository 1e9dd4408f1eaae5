package com.plugipay.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events, endpoints and deliveries show a restricted key only objects within its scopes. */
final class WebhookScopesTest extends WithReceiver {
    private static final String SECRET_NAME = "Rahasia Sekali";

    private Api owner = merchant();

    @BeforeEach
    void begin() {
        owner = merchant();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"*\"]",
                "[]",
                "[\"customer.*\"]",
                "[\"customer.created\"]",
                "[\"payment.succeeded\",\"customer.deleted\"]",
                "[\"plugipay.customer.updated.v1\"]"
            })
    void makesNoEndpointForWhatItMayNotRead(String events) {
        Key key = key("webhooks:write", "payments:read");
        Answer refused = key.send("POST", "/v1/webhooks", endpointBody("/stolen", events))
                .expect(403, "forbidden");
        assertThat(refused.details().findValuesAsText("needs")).contains("customers:read");
        assertThat(owner.get("/v1/webhooks").data()).isEmpty();
    }

    @Test
    void createsEndpointsForEventsThatItMayRead() {
        Key key = key("webhooks:write", "payments:read", "refunds:read");
        key.send("POST", "/v1/webhooks", endpointBody("/fine", "[\"payment.*\",\"refund.succeeded\"]"))
                .expect(201);
        key("webhooks:write", "*:read")
                .send("POST", "/v1/webhooks", endpointBody("/all", "[\"*\"]"))
                .expect(201);
        role("webhook_management_only")
                .send("POST", "/v1/webhooks", endpointBody("/managed", "[\"*\"]"))
                .expect(201);
    }

    @Test
    void doesNotWidenOrRedirectAnEndpoint() {
        Key key = key("webhooks:write", "webhooks:read", "payments:read");
        String own = key.send("POST", "/v1/webhooks", endpointBody("/own", "[\"payment.*\"]"))
                .expect(201)
                .id();
        key.send("PATCH", "/v1/webhooks/" + own, "{\"events\":[\"*\"]}").expect(403, "forbidden");
        key.send("PATCH", "/v1/webhooks/" + own, "{\"events\":null}").expect(403, "forbidden");
        key.send("PATCH", "/v1/webhooks/" + own, "{\"description\":\"Mine\"}").expect(200);
        key.send("PATCH", "/v1/webhooks/" + own, "{\"url\":\"" + receiver.url("/moved") + "\"}")
                .expect(200);

        String wide = endpoint(owner, "/owners", "[\"*\"]").path("id").asText();
        key.send("PATCH", "/v1/webhook-endpoints/" + wide, "{\"url\":\"" + receiver.url("/stolen") + "\"}")
                .expect(403, "forbidden");
        key.send("PATCH", "/v1/webhooks/" + wide, "{\"active\":false}").expect(200);
        assertThat(owner.get("/v1/webhooks/" + wide).text("url")).endsWith("/owners");
    }

    @Test
    void readsEventsOnlyOfObjectsThatItMayRead() {
        String customer = customer();
        String event = owner.get("/v1/events?type=customer.created")
                .data()
                .path(0)
                .path("id")
                .asText();
        owner.post("/v1/payments", """
                {"amount":50000,"currency":"IDR","method":"bank_transfer"}""");
        Key some = key("events:read", "webhooks:read");
        assertThat(some.send("GET", "/v1/events", "").expect(200).body()).doesNotContain(customer);
        some.send("GET", "/v1/events?type=customer.created", "").expect(403, "forbidden");
        some.send("GET", "/v1/events?type=plugipay.customer.created.v1", "").expect(403, "forbidden");
        some.send("GET", "/v1/events/" + event, "").expect(404, "not_found");

        Answer none = key("events:read").send("GET", "/v1/events", "").expect(403, "forbidden");
        assertThat(none.details().findValuesAsText("needs")).contains("customers:read", "payments:read");

        Key allowed = key("events:read", "customers:read");
        assertThat(allowed.send("GET", "/v1/events", "").expect(200).body()).contains(SECRET_NAME);
        allowed.send("GET", "/v1/events/" + event, "").expect(200);
        assertThat(role("webhook_management_only")
                        .send("GET", "/v1/events", "")
                        .expect(200)
                        .body())
                .contains(SECRET_NAME);
        assertThat(role("read_only").send("GET", "/v1/events", "").expect(200).body())
                .contains(SECRET_NAME);
    }

    @Test
    void seesDeliveriesWithoutTheirBodies() {
        // A receiver that answers what it was sent.
        receiver.behaves(request -> request.response().end("{\"name\":\"" + SECRET_NAME + "\"}"));
        endpoint(owner, "/told", "[\"customer.created\"]");
        customer();
        await().until(() ->
                owner.get("/v1/webhooks/deliveries?status=succeeded").data().size() == 1);
        JsonNode delivery = owner.get("/v1/webhooks/deliveries").data().path(0);
        String path = "/v1/webhooks/deliveries/" + delivery.path("id").asText();
        assertThat(delivery.path("body").asText()).contains(SECRET_NAME);
        assertThat(delivery.path("attemptLog").toString()).contains(SECRET_NAME);

        Key key = key("webhooks:read", "webhooks:write");
        for (Answer answer : List.of(
                key.send("GET", "/v1/webhooks/deliveries", ""),
                key.send("GET", "/api/v1/webhooks/deliveries", ""),
                key.send("GET", path, ""),
                key.send("POST", path + "/retry", ""),
                key.send(
                        "POST",
                        "/v1/webhooks/deliveries/retry",
                        ids("ids", List.of(delivery.path("id").asText()))))) {
            answer.expect(200);
            assertThat(answer.body()).doesNotContain(SECRET_NAME).contains("customer.created");
        }
        assertThat(key("webhooks:read", "customers:read").send("GET", path, "").text("body"))
                .contains(SECRET_NAME);
    }

    private String customer() {
        return owner.post("/v1/customers", "{\"name\":\"" + SECRET_NAME + "\"}")
                .expect(201)
                .id();
    }

    private String endpointBody(String path, String events) {
        return "{\"url\":\"" + receiver.url(path) + "\",\"events\":" + events + "}";
    }

    private Key key(String... scopes) {
        String list = "[\"" + String.join("\",\"", scopes) + "\"]";
        return made("{\"name\":\"Till\",\"role\":\"restricted\",\"scopes\":" + list + "}");
    }

    private Key role(String role) {
        return made("{\"name\":\"Other\",\"role\":\"" + role + "\"}");
    }

    private Key made(String body) {
        return new Key(owner, owner.post("/v1/api-keys", body).expect(201).text("key"));
    }

    private record Key(Api api, String token) {
        Answer send(String method, String target, String body) {
            return api.raw(
                    method, target, body.getBytes(StandardCharsets.UTF_8), Map.of("Authorization", "Bearer " + token));
        }
    }
}
