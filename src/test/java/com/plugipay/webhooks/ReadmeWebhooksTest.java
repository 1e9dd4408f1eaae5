package com.plugipay.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.Readme;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs the README's commands about webhooks, in their order. */
class ReadmeWebhooksTest {
    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void aReaderTestsRetriesReplaysRecoversAndRotates() throws Exception {
        Receiver receiver = new Receiver(vertx);
        Map<String, String> environment = new HashMap<>();
        environment.put("BASE_URL", gateway.baseUrl());
        environment.put("KEY_ID", api.key().apiKey().keyId());
        environment.put("SECRET", api.key().secret());
        environment.put("RECEIVER", receiver.url("/readme"));

        assertThat(run("webhooks", environment)).contains("\"secret\":\"whsec_").doesNotContain("\"error\":{");
        JsonNode endpoint = api.get("/v1/webhooks").expect(200).data().path(0);
        api.post("/v1/customers", "{\"name\":\"Ayu\"}").expect(201);
        JsonNode delivery = await().until(
                        () -> api.get("/v1/webhooks/deliveries?status=succeeded")
                                .expect(200)
                                .data()
                                .path(0),
                        found -> found.has("id"));
        environment.put("ENDPOINT", endpoint.path("id").textValue());
        environment.put("DELIVERY", delivery.path("id").textValue());
        environment.put("EVENT", delivery.path("eventId").textValue());
        environment.put("SINCE", endpoint.path("createdAt").textValue());

        assertThat(run("webhook operations", environment))
                .contains("\"recovered\":0", "\"deliveries\":1", "\"previousSecretUntil\":\"20")
                .doesNotContain("\"error\":{");
        // The first, its two retries and its replay may come as fewer; the example is another event.
        await().until(() -> receiver.at("/readme").stream()
                        .map(each -> each.headers().get("webhook-id"))
                        .distinct()
                        .count()
                == 2);
    }

    private static String run(String snippet, Map<String, String> environment) throws Exception {
        return Readme.shell("set -e\n" + Readme.snippet(snippet), environment);
    }
}
