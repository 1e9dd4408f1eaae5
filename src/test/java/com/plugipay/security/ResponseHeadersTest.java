package com.plugipay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The headers that every response has for caches and browsers, and the behavior of HEAD and 405. */
class ResponseHeadersTest {
    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @Test
    void responsesAreNotCachedAndTheirTypeIsNotGuessed() {
        String id = session();
        List<Answer> answers = List.of(
                api.get("/v1/customers"),
                api.get("/api/v1/customers"),
                api.get("/v1/customers/none"),
                api.delete("/v1/customers/" + api.post("/v1/customers", "{}").id()),
                api.send("POST", "/v1/customers", "{", null),
                raw("GET", "/v1/customers"),
                raw("PUT", "/v1/customers"),
                raw("GET", "/v1/openapi.json"),
                raw("GET", "/v1/public/checkout/sessions/" + id),
                raw("POST", "/v1/inbound-webhooks/midtrans/none"),
                raw("GET", "/c/" + id),
                raw("GET", "/c/none"),
                raw("GET", "/p/none/return"),
                raw("GET", "/none"));
        for (Answer answer : answers) {
            assertThat(answer.header("Cache-Control")).as(answer.body()).isEqualTo("no-store");
            assertThat(answer.header("X-Content-Type-Options"))
                    .as(answer.body())
                    .isEqualTo("nosniff");
            assertThat(answer.header("Strict-Transport-Security")).isEmpty();
        }
    }

    @Test
    void headIsSupportedWhereverGetIs() {
        String id = session();
        for (String target : List.of(
                "/c/" + id,
                "/v1/openapi.json",
                "/docs",
                "/v1/public/checkout/" + id,
                "/api/v1/public/checkout/sessions/" + id,
                "/v1/customers",
                "/none",
                "/static/icon.svg")) {
            Answer get = raw("GET", target);
            Answer head = raw("HEAD", target);
            assertThat(head.status()).as(target).isEqualTo(get.status());
            assertThat(head.body()).isEmpty();
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        }
        assertThat(api.send("HEAD", "/v1/customers?limit=1", "", null)
                        .expect(200)
                        .header("Content-Length"))
                .isNotEmpty();
    }

    @Test
    void anotherMethodGetsTheAllowedOnes() {
        Map.of(
                        "/v1/customers", "GET, HEAD, POST",
                        "/api/v1/customers/cus_1", "DELETE, GET, HEAD, PATCH",
                        "/v1/checkout-sessions/sess_1/cancel", "POST",
                        "/v1/adapters/manual", "PUT",
                        "/v1/inbound-webhooks/midtrans/ws_1", "POST",
                        "/v1/openapi.json", "GET, HEAD",
                        "/docs", "GET, HEAD")
                .forEach((target, allowed) -> assertThat(raw("BREW", target)
                                .expect(405, "method_not_allowed")
                                .header("Allow"))
                        .as(target)
                        .isEqualTo(allowed));
        Map.of(
                        "/c/sess_1", "GET, HEAD",
                        "/c/sess_1/proof", "GET, HEAD, POST",
                        "/p/pay_1/return", "GET, HEAD, POST",
                        "/i/none/pay", "GET, HEAD, POST",
                        "/portal", "GET, HEAD")
                .forEach((target, allowed) -> assertThat(
                                raw("BREW", target).expect(405).header("Allow"))
                        .as(target)
                        .isEqualTo(allowed));
    }

    @Test
    void aUrlWithAControlCharacterIsRefusedByField() {
        for (String field : List.of("successUrl", "cancelUrl")) {
            String other = field.equals("successUrl") ? "cancelUrl" : "successUrl";
            Answer refused = api.post(
                    "/v1/checkout-sessions",
                    "{\"amount\":50000,\"currency\":\"IDR\",\"" + other + "\":\"https://shop.example/\",\"" + field
                            + "\":\"https://shop.example/\u007f\"}");
            assertThat(refused.expect(400, "validation_error").field()).isEqualTo(field);
        }
        Answer refused = api.post(
                "/v1/payments",
                "{\"amount\":50000,\"currency\":\"IDR\",\"method\":\"bank_transfer\",\"returnUrl\":\"https://shop.example/\u007f\"}");
        assertThat(refused.expect(400, "validation_error").field()).isEqualTo("returnUrl");
        assertThat(api.get("/v1/payments").data()).isEmpty();
    }

    private String session() {
        return api.post("/v1/checkout-sessions", """
                {"amount":50000,"currency":"IDR","successUrl":"https://shop.example/y","cancelUrl":"https://shop.example/n"}""").expect(201).id();
    }

    private Answer raw(String method, String target) {
        return api.raw(method, target, new byte[0], Map.of());
    }
}
