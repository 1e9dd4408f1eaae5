package com.plugipay.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Malicious and concurrent requests about webhooks. */
class WebhookAbuseTest extends WithReceiver {

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 12, 13, 14, 15, 16, 17, 100})
    void whatIsTriggeredCanBeReadAndToldInBothWords(int depth) {
        Api api = merchant();
        endpoint(api, "/deep-" + depth, "[\"customer.created\"]");
        endpoint(api, "/deep-" + depth, "[\"plugipay.customer.created.v1\"]");
        String data = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);

        Answer triggered = api.post("/v1/events/trigger", "{\"type\":\"customer.created\",\"data\":" + data + "}");

        assertThat(triggered.status()).isIn(201, 400);
        if (triggered.status() == 201) {
            api.get("/v1/events").expect(200);
            api.get("/v1/events/" + triggered.data().path("id").textValue()).expect(200);
            await().until(() -> receiver.at("/deep-" + depth).size() == 2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":null}",
                "{\"id\":{\"a\":[1]}}",
                "{\"id\":1e999}",
                "{\"workspaceId\":\"ws_other\",\"mode\":\"live\"}",
                "{\"amount\":12345678901234567890123456789012345678901234567890.5}",
                "{\"\":\"\"}",
                "{\"object\":{\"object\":{}}}",
                "{}"
            })
    void anObjectThatIsNoneIsNoHarm(String data) {
        Api api = merchant();
        endpoint(api, "/odd", "[\"plugipay.customer.created.v1\"]");

        Answer triggered = api.post("/v1/events/trigger", "{\"type\":\"customer.created\",\"data\":" + data + "}");

        assertThat(triggered.status()).isIn(201, 400);
        api.get("/v1/events").expect(200);
        if (triggered.status() == 201) {
            String id = triggered.data().path("id").textValue();
            await().until(() -> receiver.at("/odd").stream()
                    .anyMatch(each -> each.headers().get("webhook-id").equals(id)));
            assertThat(triggered.body()).doesNotContain("ws_other").doesNotContain("\"live\"");
        }
    }

    @Test
    void concurrentReplaysAndRetriesDoNotFail() {
        Api api = merchant();
        IntStream.range(0, 6).forEach(i -> endpoint(api, "/meeting", "[]"));
        List<String> events = IntStream.range(0, 30)
                .mapToObj(i -> api.post("/v1/events/trigger", "{\"type\":\"customer.created\"}")
                        .expect(201)
                        .data()
                        .path("id")
                        .textValue())
                .toList();
        await().until(() -> receiver.at("/meeting").size() >= 180);
        List<String> deliveries = api.get("/v1/webhooks/deliveries?limit=100")
                .expect(200)
                .data()
                .valueStream()
                .map(each -> each.path("id").textValue())
                .toList();

        for (int round = 0; round < 4; round++) {
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            for (int i = 3 * round; i < 3 * round + 3; i++) {
                answers.add(replay(api, events.subList(i, i + 15)));
                answers.add(replay(api, events.subList(0, 18 + i).reversed()));
                answers.add(api.sendLater("POST", "/v1/webhooks/deliveries/retry", ids("ids", deliveries)));
                answers.add(api.sendLater("POST", "/v1/webhooks/deliveries/retry", ids("ids", deliveries.reversed())));
            }
            assertThat(answers).extracting(each -> each.join().status()).containsOnly(200, 202);
        }
    }

    @Test
    void aRepeatedRotationReturnsTheSameSecret() {
        Api api = merchant();
        String path =
                "/v1/webhooks/" + endpoint(api, "/repeated", "[]").path("id").textValue() + "/rotate-secret";

        List<CompletableFuture<Answer>> answers = IntStream.range(0, 8)
                .mapToObj(i -> api.sendLater("POST", path, "{}", "rotate-once"))
                .toList();

        assertThat(answers)
                .extracting(each -> each.join())
                .filteredOn(answer -> answer.status() == 200)
                .isNotEmpty()
                .extracting(Answer::body)
                .containsOnly(api.post(path, "{}", "rotate-once").expect(200).body());
        assertThat(answers).extracting(each -> each.join().status()).isSubsetOf(200, 409);
        api.post(path, "{\"overlapHours\":1}", "rotate-once").expect(409, "idempotency_mismatch");
    }

    @Test
    void recoversNoEventsFromBeforeTheEndpointWasCreated() {
        Api api = merchant();
        JsonNode endpoint = endpoint(api, "/young", "[]");

        api.post("/v1/webhooks/" + endpoint.path("id").textValue() + "/recover", """
                        {"since":"%s","until":"%s"}""".formatted(
                                java.time.Instant.now().minusSeconds(7200),
                                java.time.Instant.now().minusSeconds(3600)))
                .expect(400, "validation_error");
    }

    private CompletableFuture<Answer> replay(Api api, List<String> events) {
        return api.sendLater("POST", "/v1/events/replay", ids("eventIds", events));
    }
}
