package com.plugipay.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.Test;

/** Every operation commits its change and the stored response of its repeat together. */
class OneCommitTest {
    private static final String SESSION = """
            {"amount":5000,"currency":"IDR","successUrl":"https://shop.example/ok","cancelUrl":"https://shop.example/no"}""";
    private static final String PAYMENT = "{\"amount\":4900,\"currency\":\"USD\",\"method\":\"bank_transfer\"}";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();
    private int keys;

    @Test
    void aChangeOfACustomerIsOneCommit() {
        String id = together("POST", "/v1/customers", "{}", 201).id();
        together("PATCH", "/v1/customers/" + id, "{\"name\":\"A\"}", 200);
        together("DELETE", "/v1/customers/" + id, "", 204);
    }

    @Test
    void aChangeOfASessionIsOneCommit() {
        String id = together("POST", "/v1/checkout-sessions", SESSION, 201).id();
        together("POST", "/v1/checkout-sessions/" + id + "/cancel", "", 200);
        together("POST", "/v1/checkout-sessions/" + session() + "/confirm", "", 200);
        together("POST", "/v1/checkout-sessions/" + session() + "/reject", "", 200);
    }

    @Test
    void aChangeOfAPaymentIsOneCommit() {
        together("PATCH", "/v1/payments/" + payment(), "{\"description\":\"A\"}", 200);
        together("POST", "/v1/payments/" + payment() + "/confirm", "", 200);
        Answer rejected = together("POST", "/v1/payments/" + payment() + "/reject", "", 200);
        assertThat(rejected.text("status")).isEqualTo("failed");
        assertThat(api.get("/v1/payments/" + rejected.id()).data())
                .as("what was answered is what is stored")
                .isEqualTo(rejected.data());
    }

    @Test
    void aChangeOfAKeyOrAnAccountIsOneCommit() {
        String id = together("POST", "/v1/api-keys", "{\"name\":\"K\"}", 201).id();
        together("DELETE", "/v1/api-keys/" + id, "", 204);
        together("PUT", "/v1/adapters/manual", """
                {"bankAccounts":[{"bankName":"BCA","accountNumber":"1","accountHolder":"PT"}]}""", 200);
        together("PUT", "/v1/adapters/routing", "{\"order\":[\"xendit\"],\"methods\":{\"qris\":\"xendit\"}}", 200);
    }

    @Test
    void aChangeOfAWebhookIsOneCommit() {
        String id = together("POST", "/v1/webhooks", "{\"url\":\"https://shop.example/hook\"}", 201)
                .id();
        together("PATCH", "/v1/webhooks/" + id, "{\"description\":\"A\"}", 200);
        together("POST", "/v1/webhooks/" + id + "/rotate-secret", "{}", 200);
        together(
                "POST",
                "/v1/webhooks/" + id + "/recover",
                "{\"since\":\"%s\"}".formatted(gateway.clock().instant().minusSeconds(60)),
                202);
        together("POST", "/v1/webhooks/" + id + "/test", "{}", 201);
        together("POST", "/v1/events/trigger", "{\"type\":\"customer.created\"}", 201);
        together("DELETE", "/v1/webhooks/" + id, "", 204);
    }

    private String session() {
        return api.post("/v1/checkout-sessions", SESSION).expect(201).id();
    }

    private String payment() {
        return api.post("/v1/payments", PAYMENT).expect(201).id();
    }

    /** Each change has an entry in the audit log, which is in the same transaction as the stored response. */
    private Answer together(String method, String target, String body, int status) {
        String key = "one-commit-" + ++keys;
        Answer answer = api.send(method, target, body, key).expect(status);
        String workspace = api.key().apiKey().workspaceId();
        boolean isTogether = TestGateway.get(gateway.gateway()
                        .database()
                        .one("""
                                select exists (
                                    select from idempotency_keys k, audit_log a
                                     where k.workspace_id = $1 and k.key = $2 and k.status = $3
                                       and a.workspace_id = $1 and a.xmin = k.xmin) as together""", Tuple.of(workspace, key, (short) status), row -> row.getBoolean("together")))
                .orElseThrow();
        assertThat(isTogether).as(method + ' ' + target).isTrue();
        return answer;
    }
}
