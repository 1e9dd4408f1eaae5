package com.plugipay.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** A running gateway, its merchants, and the server of their endpoints. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WithReceiver {
    final TestGateway gateway = TestGateway.shared();
    private final Vertx vertx = Vertx.vertx();
    final Receiver receiver = new Receiver(vertx);

    @AfterAll
    void stop() {
        TestGateway.get(vertx.close());
    }

    Api merchant() {
        return Api.of(gateway, gateway.workspace().test());
    }

    JsonNode endpoint(Api api, String path, String events) {
        return api.post("/v1/webhooks", "{\"url\":\"" + receiver.url(path) + "\",\"events\":" + events + "}")
                .expect(201)
                .data();
    }

    static String ids(String field, List<String> ids) {
        return "{\"" + field + "\":[\"" + String.join("\",\"", ids) + "\"]}";
    }
}
