package com.plugipay.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key of each role may do, and the error when it may not. */
class RolesTest {
    private final TestGateway gateway = TestGateway.shared();
    private final Api owner = Api.of(gateway, gateway.workspace().test());

    @Test
    void fullAccessAllowsEverything() {
        Key key = key("{\"name\":\"All\",\"role\":\"full_access\"}");
        key.send("GET", "/v1/customers", "").expect(200);
        key.send("POST", "/v1/customers", "{}").expect(201);
        key.send("POST", "/v1/api-keys", "{\"name\":\"Another\"}").expect(201);
    }

    @Test
    void readOnlyAllowsReading() {
        Key key = key("{\"name\":\"Reports\",\"role\":\"read_only\"}");
        key.send("GET", "/v1/customers", "").expect(200);
        key.send("GET", "/v1/audit-log", "").expect(200);
        key.forbidden("POST", "/v1/customers", "{}", "customers:write");
        key.forbidden("PATCH", "/v1/customers/cus_1", "{}", "customers:write");
        key.forbidden("DELETE", "/v1/customers/cus_1", "", "customers:write");
        key.forbidden("PUT", "/v1/adapters/manual", "{}", "adapters:write");
        key.forbidden("POST", "/v1/payments/pay_1/confirm", "", "payments:write");
        key.forbidden("POST", "/v1/api-keys", "{\"name\":\"More\"}", "api-keys:write");
    }

    @Test
    void webhookManagementCannotReadPayments() {
        Key key = key("{\"name\":\"Ops\",\"role\":\"webhook_management_only\"}");
        key.forbidden("GET", "/v1/customers", "", "customers:read");
        key.forbidden("GET", "/v1/payments", "", "payments:read");
        key.forbidden("GET", "/v1/api-keys", "", "api-keys:read");
        key.forbidden("POST", "/v1/checkout-sessions", "{}", "checkout-sessions:write");
    }

    @Test
    void aRestrictedKeyMayDoWhatItsScopesAllow() {
        Key key = key("""
                {"name":"Till","role":"restricted","scopes":["customers:write","checkout-sessions:read"]}""");
        key.send("POST", "/v1/customers", "{}").expect(201);
        key.send("GET", "/v1/checkout-sessions", "").expect(200);
        key.forbidden("GET", "/v1/customers", "", "customers:read");
        key.forbidden("POST", "/v1/checkout-sessions", "{}", "checkout-sessions:write");

        Key reader = key("{\"name\":\"Auditor\",\"role\":\"restricted\",\"scopes\":[\"*:read\"]}");
        reader.send("GET", "/v1/customers", "").expect(200);
        reader.send("GET", "/v1/api-keys", "").expect(200);
        reader.forbidden("POST", "/v1/customers", "{}", "customers:write");
    }

    @Test
    void theScopesOfAnSdkNeedNoRole() {
        Key key = key("""
                {"name":"Shop","environment":"test","scopes":["plugipay:customer:read","plugipay:checkout:create"]}""");
        key.send("GET", "/api/v1/customers", "").expect(200);
        key.forbidden("POST", "/api/v1/customers", "{}", "customers:write");
        key.forbidden("GET", "/api/v1/checkout-sessions", "", "checkout-sessions:read");
        key.send("POST", "/api/v1/checkout-sessions", "{}").expect(400, "validation_error");
        key.forbidden("POST", "/api/v1/refunds", "{}", "refunds:write");

        Key clerk = key("{\"name\":\"Clerk\",\"scopes\":[\"plugipay:checkout:write\",\"plugipay:event:trigger\"]}");
        clerk.send("POST", "/api/v1/refunds", "{}").expect(400, "validation_error");
        clerk.send("POST", "/api/v1/events/trigger", "{}").expect(400, "validation_error");
        clerk.forbidden("POST", "/api/v1/plans", "{}", "plans:write");

        Key all = key("{\"name\":\"All\",\"scopes\":[\"plugipay:*:*\"]}");
        all.send("GET", "/api/v1/refunds", "").expect(200);
        all.send("POST", "/api/v1/customers", "{}").expect(201);
        all.forbidden("GET", "/api/v1/audit-log", "", "audit-log:read");
        key("{\"name\":\"Everything\",\"scopes\":[]}")
                .send("GET", "/api/v1/audit-log", "")
                .expect(200);
    }

    @Test
    void onlyFullAccessCreatesKeys() {
        Key key = key("{\"name\":\"Clerk\",\"role\":\"restricted\",\"scopes\":[\"*:write\",\"*:read\"]}");
        key.forbidden("POST", "/v1/api-keys", "{\"name\":\"Better\"}", "full_access");
        owner.post("/v1/api-keys", "{\"name\":\"Live\",\"mode\":\"live\"}").expect(403, "forbidden");
        owner.post("/v1/api-keys", "{\"name\":\"Live\",\"environment\":\"live\"}")
                .expect(403, "forbidden");
    }

    @Test
    void aLiveKeyCreatesKeysOfBothModes() {
        Api live = owner.with(gateway.workspace().live());
        Answer test = live.post("/v1/api-keys", "{\"name\":\"Test\"}").expect(201);
        assertThat(test.text("keyId")).startsWith("pk_test_");
        live.get("/v1/api-keys/" + test.id()).expect(404, "not_found");
        Answer also = live.post("/v1/api-keys", "{\"name\":\"Live\",\"mode\":\"live\"}")
                .expect(201);
        assertThat(also.text("keyId")).startsWith("pk_live_");
        live.get("/v1/api-keys/" + also.id()).expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"A\",\"role\":\"restricted\"}",
                "{\"name\":\"A\",\"role\":\"restricted\",\"scopes\":[]}",
                "{\"name\":\"A\",\"role\":\"restricted\",\"scopes\":[\"customers\"]}",
                "{\"name\":\"A\",\"role\":\"restricted\",\"scopes\":[\"customers:all\"]}",
                "{\"name\":\"A\",\"role\":\"restricted\",\"scopes\":[\"customers:read\\n\"]}",
                "{\"name\":\"A\",\"role\":\"restricted\",\"scopes\":[null]}",
                "{\"name\":\"A\",\"role\":\"full_access\",\"scopes\":[\"customers:read\"]}",
                "{\"name\":\"A\",\"scopes\":[\"customer:read\"]}",
                "{\"name\":\"A\",\"scopes\":[\"payment-methods\"]}",
                "{\"name\":\"A\",\"scopes\":[\"account:read\"]}",
                "{\"name\":\"A\",\"scopes\":[\"*\"]}",
                "{\"name\":\"A\",\"scopes\":[\"*e\"]}",
                "{\"name\":\"A\",\"scopes\":[\"*s:read\"]}",
                "{\"name\":\"A\",\"scopes\":[\"*:\"]}",
                "{\"name\":\"A\",\"scopes\":[\"*:all\"]}",
                "{\"name\":\"A\",\"scopes\":[\"plugipay:\"]}",
                "{\"name\":\"A\",\"scopes\":[\"plugipay:customer\"]}",
                "{\"name\":\"A\",\"scopes\":[\"plugipay:customer:delete\"]}",
                "{\"name\":\"A\",\"scopes\":[\"plugipay:money:read\"]}",
                "{\"name\":\"A\",\"scopes\":[\"plugipay:customer:trigger\"]}",
                "{\"name\":\"A\",\"role\":\"owner\"}",
                "{\"name\":\"A\",\"mode\":\"test\",\"environment\":\"live\"}",
                "{\"name\":\"\"}",
                "{}"
            })
    void aKeyWithContradictoryInputIsRefused(String body) {
        owner.post("/v1/api-keys", body).expect(400, "validation_error");
    }

    private Key key(String body) {
        return new Key(owner, owner.post("/v1/api-keys", body).expect(201).text("key"));
    }

    /** A key in its bearer form. */
    private record Key(Api api, String token) {
        Answer send(String method, String target, String body) {
            return api.raw(
                    method,
                    target,
                    body.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    Map.of("Authorization", "Bearer " + token));
        }

        void forbidden(String method, String target, String body, String needs) {
            JsonNode details =
                    send(method, target, body).expect(403, "forbidden").details();
            assertThat(details.findValuesAsText("needs")).containsExactly(needs);
        }
    }
}
