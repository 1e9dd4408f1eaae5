package com.plugipay.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.webhooks.Receiver.Received;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rotation, tests, triggered events, retries, replays and recoveries at a running gateway. */
class WebhookOperationsTest extends WithReceiver {

    @Test
    void signsWithBothSecretsWhileOneReplacesTheOther() {
        Api api = merchant();
        JsonNode endpoint = endpoint(api, "/rotated", "[\"customer.created\"]");
        String id = endpoint.path("id").textValue();
        String former = endpoint.path("secret").textValue();

        JsonNode rotated = api.post("/v1/webhooks/" + id + "/rotate-secret", "")
                .expect(200)
                .data();
        String current = rotated.path("secret").textValue();
        assertThat(current).isNotEqualTo(former);
        assertThat(rotated.path("previousSecretUntil").textValue()).isNotNull();
        customer(api);
        Received both = received("/rotated", 1).getFirst();
        assertThat(both.headers().get("Plugipay-Signature")).matches("t=\\d+,v1=[0-9a-f]{64},v1=[0-9a-f]{64}");
        assertThat(verifies(current, both)).isTrue();
        assertThat(verifies(former, both)).isTrue();

        String last = api.post("/v1/webhooks/" + id + "/rotate-secret", "{\"overlapHours\":0}")
                .expect(200)
                .data()
                .path("secret")
                .textValue();
        customer(api);
        Received alone = received("/rotated", 2).getLast();
        assertThat(verifies(last, alone)).isTrue();
        assertThat(verifies(current, alone)).isFalse();
        assertThat(api.get("/v1/webhooks/" + id).expect(200).body()).doesNotContain(last, current, former);
    }

    @ParameterizedTest
    @CsvSource({"-1", "169", "1.5", "'\"x\"'"})
    void refusesOverlapsThatAreNone(String hours) {
        Api api = merchant();
        String id = endpoint(api, "/refused", "[]").path("id").textValue();

        Answer refused = api.post("/v1/webhooks/" + id + "/rotate-secret", "{\"overlapHours\":" + hours + "}");

        refused.expect(400, "validation_error");
        assertThat(refused.json().path("error").path("field").textValue()).isEqualTo("overlapHours");
    }

    @Test
    void sendsAnExampleToOneEndpoint() {
        Api api = merchant();
        String one = endpoint(api, "/example", "[\"customer.*\"]").path("id").textValue();
        endpoint(api, "/no-example", "[]");

        JsonNode delivery = api.post("/v1/webhooks/" + one + "/test", "{\"type\":\"plugipay.refund.issued.v1\"}")
                .expect(201)
                .data();

        Received received = received("/example", 1).getFirst();
        assertThat(received.body())
                .isEqualTo(delivery.path("body").textValue())
                .contains("\"type\":\"plugipay.refund.issued.v1\"", "\"example\":true")
                .contains(api.key().apiKey().workspaceId());
        await().until(() -> api.get(
                        "/v1/webhooks/deliveries/" + delivery.path("id").textValue())
                .expect(200)
                .data()
                .path("status")
                .textValue()
                .equals("succeeded"));
        api.get("/v1/events/" + delivery.path("eventId").textValue()).expect(200);
        assertThat(receiver.at("/no-example")).isEmpty();
        api.post("/v1/webhooks/" + one + "/test", "{\"type\":\"payment.lost\"}").expect(400, "validation_error");
        api.patch("/v1/webhooks/" + one, "{\"active\":false}").expect(200);
        api.post("/v1/webhooks/" + one + "/test", "").expect(409, "endpoint_disabled");
    }

    @Test
    void triggersEventsInTestModeOnly() {
        var workspace = gateway.workspace();
        Api api = Api.of(gateway, workspace.test());
        endpoint(api, "/triggered", "[\"subscription.*\"]");

        JsonNode event = api.post("/v1/events/trigger", """
                        {"type":"subscription.past_due","aggregateId":"sub_mine","data":{"status":"past_due"}}""").expect(201).data();

        assertThat(event.path("data").path("object").path("id").textValue()).isEqualTo("sub_mine");
        Received received = received("/triggered", 1).getFirst();
        assertThat(received.body()).contains("sub_mine", event.path("id").textValue());
        api.post("/v1/events/trigger", "{\"type\":\"no.such\"}").expect(400, "validation_error");
        api.post("/v1/events/trigger", "{}").expect(400, "validation_error");
        api.with(workspace.live())
                .post("/v1/events/trigger", "{\"type\":\"payment.succeeded\"}")
                .expect(403, "forbidden");
    }

    @Test
    void replaysEventsToAllEndpointsThatAskForThem() {
        Api api = merchant();
        endpoint(api, "/replayed", "[\"customer.created\"]");
        customer(api);
        customer(api);
        List<String> events = received("/replayed", 2).stream()
                .map(each -> each.headers().get("webhook-id"))
                .toList();
        endpoint(api, "/later", "[\"customer.created\"]");

        Answer replayed = api.post("/v1/events/replay", ids("eventIds", events));

        assertThat(replayed.expect(202).data().path("deliveries").intValue()).isEqualTo(4);
        assertThat(received("/later", 2)).extracting(Received::body).hasSameElementsAs(bodies("/replayed"));
        assertThat(received("/replayed", 4)).extracting(Received::body).hasSameElementsAs(bodies("/later"));
        Answer unknown = api.post("/v1/events/replay", ids("eventIds", List.of(events.getFirst(), "evt_unknown")));
        unknown.expect(400, "validation_error");
        assertThat(unknown.json().path("error").path("field").textValue()).isEqualTo("eventIds/1");
        merchant()
                .post("/v1/events/replay", ids("eventIds", List.of(events.getFirst())))
                .expect(400, "validation_error");
        api.post("/v1/events/replay", "{}").expect(400, "validation_error");
        api.post("/v1/events/replay", "{\"eventIds\":[\"evt_1\"],\"since\":\"2026-01-01T00:00:00Z\"}")
                .expect(400, "validation_error");
    }

    @Test
    void retriesAllOfASelectionOrNone() {
        Api api = merchant();
        String id =
                endpoint(api, "/selected", "[\"customer.created\"]").path("id").textValue();
        IntStream.range(0, 3).forEach(each -> customer(api));
        received("/selected", 3);
        List<String> deliveries = await().until(
                        () -> texts(api.get("/v1/webhooks/deliveries?status=succeeded&endpointId=" + id), "id"),
                        found -> found.size() == 3);

        api.post("/v1/webhooks/deliveries/retry", ids("ids", List.of(deliveries.getFirst(), deliveries.getLast())))
                .expect(200);

        received("/selected", 5);
        Answer unknown =
                api.post("/v1/webhooks/deliveries/retry", ids("ids", List.of(deliveries.getFirst(), "whd_none")));
        unknown.expect(400, "validation_error");
        assertThat(unknown.json().path("error").path("field").textValue()).isEqualTo("ids/1");
        api.post("/v1/webhooks/deliveries/retry", "{\"ids\":[]}").expect(400, "validation_error");
        api.patch("/v1/webhooks/" + id, "{\"active\":false}").expect(200);
        api.post("/v1/webhooks/deliveries/retry", ids("ids", List.of(deliveries.getFirst())))
                .expect(409, "endpoint_disabled");
    }

    @Test
    void recoversFailedAndMissedDeliveries() {
        Api api = merchant();
        receiver.behaves(request -> request.response()
                .setStatusCode(request.path().equals("/recovered") ? 500 : 200)
                .end("no"));
        JsonNode endpoint = endpoint(api, "/recovered", "[\"customer.created\"]");
        String path = "/v1/webhooks/" + endpoint.path("id").textValue();
        customer(api);
        await().until(() -> api.get(path).data().path("consecutiveFailures").intValue() == 1);
        JsonNode failing = api.get(path).expect(200).data();
        assertThat(failing.path("lastError").textValue()).isEqualTo("HTTP 500");
        assertThat(failing.path("failingSince").textValue()).isNotNull();
        await().until(() -> api.get(path).data().path("nextAttemptAt").textValue() != null);
        api.patch(path, "{\"active\":false}").expect(200);
        customer(api);
        await().until(() ->
                texts(api.get("/v1/events?type=customer.created"), "id").size() == 2);
        receiver.answers(200);

        api.patch(path, "{\"active\":true}").expect(200);
        String since = endpoint.path("createdAt").textValue();
        JsonNode recovery = api.post(path + "/recover", "{\"since\":\"" + since + "\"}")
                .expect(202)
                .data();

        String recovering = "/v1/webhooks/recoveries/" + recovery.path("id").textValue();
        await().until(() ->
                api.get(recovering).data().path("status").textValue().equals("succeeded"));
        assertThat(api.get(recovering).data().path("recovered").intValue()).isEqualTo(2);
        await().until(() -> texts(
                                api.get("/v1/webhooks/deliveries?status=succeeded&endpointId="
                                        + endpoint.path("id").textValue()),
                                "id")
                        .size()
                == 2);
        assertThat(receiver.at("/recovered").stream()
                        .map(each -> each.headers().get("webhook-id"))
                        .collect(Collectors.toSet()))
                .hasSize(2);
        JsonNode replay = api.post(
                        "/v1/events/replay",
                        "{\"endpointId\":\"" + endpoint.path("id").textValue() + "\",\"since\":\"" + since + "\"}")
                .expect(202)
                .data();
        assertThat(replay.path("recovery").path("status").textValue()).isEqualTo("running");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | since",
                "{\"since\":\"yesterday\"} | since",
                "{\"since\":\"2020-01-01T00:00:00Z\"} | since",
                "{\"since\":\"2999-01-01T00:00:00Z\"} | since",
                "{\"since\":null} | since"
            })
    void refusesRecoveriesOfNothing(String body, String field) {
        Api api = merchant();
        String id = endpoint(api, "/unrecovered", "[]").path("id").textValue();

        Answer refused = api.post("/v1/webhooks/" + id + "/recover", body);

        refused.expect(400, "validation_error");
        assertThat(refused.json().path("error").path("field").textValue()).isEqualTo(field);
    }

    @Test
    void allowsFiftyEndpoints() {
        Api api = merchant();
        IntStream.range(0, 50).forEach(i -> endpoint(api, "/many", "[]"));

        api.post("/v1/webhooks", "{\"url\":\"" + receiver.url("/many") + "\"}").expect(409, "conflict");
    }

    private static void customer(Api api) {
        api.post("/v1/customers", "{\"name\":\"Ayu\"}").expect(201);
    }

    private List<Received> received(String path, int number) {
        return await().until(() -> receiver.at(path), received -> received.size() == number);
    }

    private List<String> bodies(String path) {
        return receiver.at(path).stream().map(Received::body).toList();
    }

    private static List<String> texts(Answer list, String field) {
        return list.expect(200)
                .data()
                .valueStream()
                .map(item -> item.path(field).textValue())
                .toList();
    }

    private static boolean verifies(String secret, Received received) {
        Map<String, List<String>> headers = received.headers().entries().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        try {
            new Webhook(secret).verify(received.body(), headers);
            return true;
        } catch (WebhookVerificationException | EmptyWebhookSecretException refused) {
            return false;
        }
    }
}
