package com.plugipay.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.sandbox.shop.gateway.RequestSigner;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestGateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors tell a developer in a sentence what was wrong with the request, and what would be right. */
class ErrorMessageTest {
    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "customers | {'email':'x'} | This must be an e-mail address, such as alice@example.com.",
                "customers | {'name':1} | This must be text or null.",
                "customers | {'address':{'country':'id'}} | A country is two capital letters of ISO 3166, such as ID.",
                "customers | {'metadata':{'':'x'}} | The names of the entries must have 1 to 40 characters.",
                "customers | {'nam':'x'} | There is no such field.",
                "checkout-sessions | {} | This field is required.",
                "payments | {'amount':0,'currency':'IDR','method':'qris'} | This must be at least 1.",
                "payments | {'amount':'1','currency':'IDR','method':'qris'} | This must be a whole number.",
                "payments | {'amount':1,'currency':'rupiah','method':'qris'} | A currency is three capital letters of ISO 4217, such as IDR.",
                "payments | {'amount':1,'currency':'IDR','method':'qris','returnUrl':'shop'} | The address must be absolute: https:// or http://, and the name of a host.",
                "invoices | {'customerId':'cus_1','currency':'IDR','lines':[]} | This list must not be empty.",
                "api-keys | {'name':'x','scopes':['payments']} | A scope is a resource or *, and read or write, such as payments:read.",
                "api-keys | {'name':''} | This must not be empty."
            })
    void aFaultyFieldIsExplainedInASentence(String resource, String body, String message) {
        Answer refused = api.post("/v1/" + resource, body.replace('\'', '"'));
        assertThat(message(refused.expect(400, "validation_error"))).isEqualTo(message);
    }

    @Test
    void aValueOfAListIsNamedWithItsAlternatives() {
        Answer refused = api.post("/v1/payments", "{\"amount\":1,\"currency\":\"IDR\",\"method\":\"qriss\"}");
        assertThat(message(refused.expect(400, "validation_error")))
                .startsWith("There is no \"qriss\": it is one of ")
                .contains("qris, ");
        Answer shown = api.post("/v1/templates", "{\"kind\":\"" + "x".repeat(100) + "\",\"name\":\"a\",\"config\":{}}");
        assertThat(message(shown.expect(400, "validation_error"))).contains('"' + "x".repeat(40) + "…\"");
    }

    @ParameterizedTest
    @CsvSource({
        "payments?status=succeded, status, succeded",
        "payments?status=SUCCEEDED, status, SUCCEEDED",
        "payments?status=, status, ''",
        "payments?provider=stripe, provider, stripe",
        "events?type=payment.success, type, payment.success",
        "plans?active=maybe, active, maybe",
        "refunds?status=done, status, done",
        "webhooks/deliveries?status=sent, status, sent",
        "templates?kind=mail, kind, mail"
    })
    void anUnknownValueOfAFilterIsNamed(String target, String field, String value) {
        Answer refused = api.get("/v1/" + target).expect(400, "validation_error");
        assertThat(refused.field()).isEqualTo(field);
        assertThat(message(refused)).startsWith("There is no " + field + " \"" + value + "\": it is one of ");
    }

    @Test
    void whatWasAskedForIsNamed() {
        assertThat(message(api.get("/v1/customers/cus_1?x=").expect(404, "not_found")))
                .isEqualTo("There is nothing at GET /v1/customers/cus_1.");
        assertThat(message(api.post("/v1/checkout-sessions/sess_1/cancel", "{}").expect(404, "not_found")))
                .isEqualTo("There is nothing at POST /v1/checkout-sessions/sess_1/cancel.");
        assertThat(message(api.get("/v1/charges").expect(404, "not_found")))
                .isEqualTo("There is nothing at GET /v1/charges.");
        assertThat(message(
                        api.raw("DELETE", "/v1/events", new byte[0], Map.of()).expect(405, "method_not_allowed")))
                .isEqualTo("There is no DELETE /v1/events: this address takes GET, HEAD.");
        assertThat(message(api.get("/v1/" + "x".repeat(500)).expect(404, "not_found")))
                .endsWith("xxx....")
                .hasSizeLessThan(250);
    }

    @Test
    void aWrongSignatureShowsInTestModeWhatIsToBeSigned() {
        String key = "order-1";
        Answer refused = send(api, "POST", "/v1/customers?x=%20", "{}", "{\"a\":1}", key, Map.of());
        JsonNode details = refused.expect(401, "invalid_signature").details();
        assertThat(details.path(0).path("stringToSign").asText())
                .matches("POST\n/v1/customers\\?x=%20\n\\d{10}\n[0-9a-f]{64}\norder-1");
        Answer live = send(api.with(gateway.workspace().live()), "GET", "/v1/customers", "", "x", null, Map.of());
        assertThat(live.expect(401, "invalid_signature").details()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Plugipay-HMAC-SHA256", "plugipay-hmac-sha256", "PLUGIPAY-HMAC-SHA256"})
    void theSchemeOfASignatureHasNoCase(String scheme) {
        send(api, "GET", "/v1/customers", "", "", null, Map.of("scheme", scheme))
                .expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer  "})
    void theSchemeOfABearerKeyHasNoCase(String scheme) {
        api.raw(
                        "GET",
                        "/v1/customers",
                        new byte[0],
                        Map.of("Authorization", scheme + api.key().key()))
                .expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pesanan-é", "\u00a0", "a\tb", "注文"})
    void anIdempotencyKeyOutsideAsciiIsRefusedAsThat(String key) throws IOException {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        String sent = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String authorization : new String[] {bearer(), signature(key)}) {
            try (RawConnection connection = RawConnection.to(gateway)) {
                String answer = connection
                        .send("""
                        POST /v1/customers HTTP/1.1\r
                        Host: x\r
                        Connection: close\r
                        Content-Length: 2\r
                        X-Plugipay-Timestamp: %d\r
                        Authorization: %s\r
                        Idempotency-Key: %s\r
                        \r
                        {}""".formatted(gateway.clock().instant().getEpochSecond(), authorization, sent))
                        .readAll();
                assertThat(answer).startsWith("HTTP/1.1 400 ").contains("idempotency_key_invalid");
            }
        }
    }

    @Test
    void theOrderOfMembersDoesNotCountForARepeat() {
        String key = UUID.randomUUID().toString();
        Answer first = api.post(
                        "/v1/invoices", invoice("\"description\":\"Beans\",\"quantity\":2,\"unitAmount\":75000"), key)
                .expect(201);
        Answer repeated = api.post(
                        "/v1/invoices", invoice("\"unitAmount\":75000,\"description\":\"Beans\",\"quantity\":2"), key)
                .expect(201);
        assertThat(repeated.body()).isEqualTo(first.body());
        assertThat(repeated.header("Idempotent-Replayed")).isEqualTo("true");
        Answer other =
                api.post("/v1/invoices", invoice("\"unitAmount\":75001,\"description\":\"Beans\",\"quantity\":2"), key);
        assertThat(other.expect(409, "idempotency_mismatch").field()).isEqualTo("lines");
    }

    @Test
    void aCompressedBodyIsRefusedAsThat() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("{\"name\":\"gz\"}".getBytes(StandardCharsets.UTF_8));
        }
        Answer refused = api.raw(
                "POST",
                "/v1/customers",
                compressed.toByteArray(),
                Map.of("Authorization", bearer(), "Content-Encoding", "gzip"));
        assertThat(message(refused.expect(415, "unsupported_media_type")))
                .isEqualTo("A body is not compressed: leave out Content-Encoding.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/x-www-form-urlencoded", "text/plain", "application/json", "multipart/form-data", "x"
            })
    void anEmptyBodyOfAnyTypeIsEmpty(String type) {
        String session = api.post("/v1/checkout-sessions", """
                {"amount":50000,"currency":"IDR","successUrl":"https://a.example","cancelUrl":"https://a.example"}""").expect(201).id();
        send(
                        api,
                        "POST",
                        "/v1/checkout-sessions/" + session + "/cancel",
                        "",
                        "",
                        UUID.randomUUID().toString(),
                        Map.of("Content-Type", type))
                .expect(200);
        String customer = api.post("/v1/customers", "{}").expect(201).id();
        send(
                        api,
                        "DELETE",
                        "/v1/customers/" + customer,
                        "",
                        "",
                        UUID.randomUUID().toString(),
                        Map.of("Content-Type", type))
                .expect(204);
    }

    @Test
    void everyPatternHasItsSentence() {
        assertThat(api.raw("GET", "/v1/openapi.json", new byte[0], Map.of())
                        .json()
                        .path("components")
                        .findParents("pattern"))
                .hasSizeGreaterThan(20)
                .allSatisfy(schema ->
                        assertThat(schema.path("x-pattern-text").asText()).matches("[A-Z][^^$\\\\{}]+[.]"));
    }

    private String invoice(String line) {
        String customer = api.get("/v1/customers").data().path(0).path("id").asText();
        if (customer.isEmpty()) {
            customer =
                    api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();
        }
        return "{\"customerId\":\"%s\",\"currency\":\"IDR\",\"lines\":[{%s}]}".formatted(customer, line);
    }

    private String bearer() {
        return "Bearer " + api.key().key();
    }

    private String signature(String idempotencyKey) {
        return signer(api)
                .authorization(
                        "POST",
                        "/v1/customers",
                        gateway.clock().instant().getEpochSecond(),
                        "{}".getBytes(StandardCharsets.UTF_8),
                        idempotencyKey);
    }

    private static RequestSigner signer(Api api) {
        return new RequestSigner(api.key().apiKey().keyId(), api.key().secret());
    }

    /** Sends a request whose signature covers another body. */
    private Answer send(
            Api sender,
            String method,
            String target,
            String body,
            String signedBody,
            @Nullable String idempotencyKey,
            Map<String, String> more) {
        long timestamp = gateway.clock().instant().getEpochSecond();
        Map<String, String> headers = new HashMap<>(more);
        String scheme = more.getOrDefault("scheme", "Plugipay-HMAC-SHA256");
        headers.remove("scheme");
        headers.put("X-Plugipay-Timestamp", String.valueOf(timestamp));
        headers.put(
                "Authorization",
                signer(sender)
                        .authorization(
                                method, target, timestamp, signedBody.getBytes(StandardCharsets.UTF_8), idempotencyKey)
                        .replace("Plugipay-HMAC-SHA256", scheme));
        if (idempotencyKey != null) {
            headers.put("Idempotency-Key", idempotencyKey);
        }
        return sender.raw(method, target, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private static String message(Answer answer) {
        return answer.json().path("error").path("message").asText();
    }
}
