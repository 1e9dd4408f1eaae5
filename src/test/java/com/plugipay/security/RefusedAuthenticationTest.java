package com.plugipay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.errors.RefusalLog;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.LogWatch;
import com.plugipay.support.Management;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A refused request is logged with its cause and address, and counted. The log shows no secret. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedAuthenticationTest {
    private final TestGateway gateway = TestGateway.withoutProviders(TestDatabase.create(), List.of("127.0.0.1"));
    private final Api api = Api.of(gateway, gateway.workspace().test());
    private final LogWatch log = LogWatch.of(RefusalLog.class.getName());

    @AfterAll
    void stop() {
        log.close();
        gateway.close();
    }

    @Test
    void everyCauseIsLogged() {
        String key = api.key().key();
        String keyId = api.key().apiKey().keyId();
        String now = String.valueOf(gateway.clock().instant().getEpochSecond());
        String signature = "keyId=" + keyId + ", scope=*, signature=" + "a".repeat(64);
        String prefix = keyId.substring(0, 12);
        assertLogged("unauthorized", "null", Map.of());
        assertLogged("unauthorized", "null", Map.of("Authorization", "Basic dXNlcjpwYXNz"));
        assertLogged("invalid_key", prefix, Map.of("Authorization", "Bearer " + key + "x"));
        assertLogged("invalid_key", "pk_test_AAAA", Map.of("Authorization", "Bearer pk_test_AAAAAAAAAAAA_x"));
        assertLogged(
                "invalid_key",
                "null",
                Map.of("Authorization", "Bearer " + api.key().secret()));
        assertLogged("invalid_signature", prefix, signed(signature, now));
        assertLogged("invalid_timestamp", prefix, signed(signature, "yesterday"));
        assertLogged("timestamp_skew", prefix, signed(signature, "1"));
        String readOnly = api.post("/v1/api-keys", "{\"name\":\"r\",\"role\":\"read_only\"}")
                .expect(201)
                .text("key");
        assertLogged("forbidden", readOnly.substring(0, 12), Map.of("Authorization", "Bearer " + readOnly));
        assertThat(log.lines())
                .noneMatch(line -> line.contains("dXNlcjpwYXNz")
                        || line.contains("a".repeat(64))
                        || line.contains(api.key().secret())
                        || line.contains(key.substring(key.lastIndexOf('_'))));
        String metrics = metrics();
        for (String cause : List.of(
                "unauthorized",
                "invalid_key",
                "invalid_signature",
                "invalid_timestamp",
                "timestamp_skew",
                "forbidden")) {
            assertThat(metrics).containsPattern("plugipay_refusals_total\\{cause=\"" + cause + "\"} [1-9]");
        }
    }

    @Test
    void aForgedCallbackIsLogged() {
        for (String provider : List.of("midtrans", "xendit", "paypal")) {
            Answer answer = api.raw(
                            "POST",
                            "/v1/inbound-webhooks/" + provider + "/"
                                    + api.key().apiKey().workspaceId(),
                            "{\"order_id\":\"x\"}".getBytes(StandardCharsets.UTF_8),
                            Map.of("X-Forwarded-For", "203.0.113.9"))
                    .expect(401, "forged_callback");
            assertThat(line(answer))
                    .contains(
                            "cause=\"forged_callback\"",
                            "address=\"203.0.113.9\"",
                            "route=\"/v1/inbound-webhooks/" + provider + "/:workspaceId\"");
        }
        assertThat(metrics()).containsPattern("plugipay_refusals_total\\{cause=\"forged_callback\"} [1-9]");
    }

    private void assertLogged(String cause, String key, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("X-Forwarded-For", "203.0.113.7");
        Answer answer = api.raw("POST", "/v1/customers", "{}".getBytes(StandardCharsets.UTF_8), all);
        assertThat(answer.code()).isEqualTo(cause);
        assertThat(line(answer))
                .contains(
                        "cause=\"" + cause + '"',
                        "key=\"" + key + '"',
                        "address=\"203.0.113.7\"",
                        "route=\"/v1/customers\"");
    }

    private String line(Answer answer) {
        String requestId = answer.header("X-Request-Id");
        return Awaitility.await()
                .until(
                        () -> log.lines().stream()
                                .filter(line -> line.contains(requestId))
                                .findFirst()
                                .orElse(""),
                        line -> !line.isEmpty());
    }

    private static Map<String, String> signed(String parameters, String timestamp) {
        return Map.of("Authorization", "Plugipay-HMAC-SHA256 " + parameters, "X-Plugipay-Timestamp", timestamp);
    }

    private String metrics() {
        return Management.get(gateway.managementUrl() + "/metrics").body();
    }
}
