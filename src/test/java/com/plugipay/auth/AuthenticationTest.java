package com.plugipay.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.sandbox.shop.gateway.RequestSigner;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which signatures are accepted, and which are not. */
class AuthenticationTest {
    private static final String LIST = "/v1/customers?limit=1&email=alice%40example.com";
    private static final String BODY = "{\"name\":\"Alice\"}";

    private final TestGateway gateway = TestGateway.shared();
    private final WorkspaceCommand.Created workspace = gateway.workspace();
    private final Api api = Api.of(gateway, workspace.test());

    @Test
    void aRequestThatIsSentAsSignedIsAccepted() {
        send("GET", LIST, "", signed("GET", LIST, "", null)).expect(200);
        send("POST", "/v1/customers", BODY, signed("POST", "/v1/customers", BODY, null))
                .expect(201);
        send("POST", "/v1/customers", BODY, signed("POST", "/v1/customers", BODY, "key, with = signs"))
                .expect(201);
        send("GET", LIST, "", signed("GET", LIST, "", "a key that a GET ignores"))
                .expect(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/customers, GET, /v1/payments",
        "GET, /v1/customers, GET, /api/v1/customers",
        "GET, /v1/customers, GET, /v1/customers?limit=2",
        "GET, /v1/customers?limit=1, GET, /v1/customers?limit=2",
        "GET, /v1/customers?limit=1, GET, /v1/customers",
        "GET, /v1/customers?limit=1&order=asc, GET, /v1/customers?order=asc&limit=1",
        "GET, /v1/customers?email=a%40b, GET, /v1/customers?email=a@b",
        "GET, /v1/customers?email=a%2fb, GET, /v1/customers?email=a%2Fb",
        "GET, /v1/customers/cus_1, DELETE, /v1/customers/cus_1",
        "PATCH, /v1/customers/cus_1, DELETE, /v1/customers/cus_1",
        "DELETE, /v1/customers/cus_1, DELETE, /v1/customers/cus_2"
    })
    void anotherMethodOrTargetThanSignedIsRefused(String method, String target, String sent, String sentTo) {
        send(sent, sentTo, "", signed(method, target, "", null)).expect(401, "invalid_signature");
    }

    @Test
    void anotherBodyKeyOrTimeThanSignedIsRefused() {
        Map<String, String> plain = signed("POST", "/v1/customers", BODY, null);
        send("POST", "/v1/customers", "{\"name\":\"Alicf\"}", plain).expect(401, "invalid_signature");
        send("POST", "/v1/customers", BODY + " ", plain).expect(401, "invalid_signature");
        send("POST", "/v1/customers", "", plain).expect(401, "invalid_signature");
        send("POST", "/v1/customers", BODY, with(plain, "Idempotency-Key", "one"))
                .expect(401, "invalid_signature");

        Map<String, String> keyed = signed("POST", "/v1/customers", BODY, "one");
        send("POST", "/v1/customers", BODY, with(keyed, "Idempotency-Key", "two"))
                .expect(401, "invalid_signature");
        keyed.remove("Idempotency-Key");
        send("POST", "/v1/customers", BODY, keyed).expect(401, "invalid_signature");

        Map<String, String> earlier = with(plain, "X-Plugipay-Timestamp", String.valueOf(now() - 100));
        send("POST", "/v1/customers", BODY, earlier).expect(401, "invalid_signature");
    }

    @Test
    void aMultipartBodyIsNotSignedAndNotAccepted() {
        Map<String, String> empty = signed("POST", "/v1/customers", "", null);
        send("POST", "/v1/customers", BODY, with(empty, "Content-Type", "multipart/form-data; boundary=x"))
                .expect(415, "unsupported_media_type");
    }

    @Test
    void aSignatureThatIsNotSixtyFourLowerCaseHexDigitsIsWrong() {
        assertSpoiled(AuthenticationTest::upperCaseHex);
        assertSpoiled(header -> header.substring(0, header.length() - 1));
        assertSpoiled(header -> header.substring(0, header.length() - 1) + 'g');
        assertSpoiled(header -> header + '0');
        assertSpoiled(header -> header.replaceFirst("signature=.*", "signature="));
    }

    @Test
    void aSignatureOfAnotherWorkspaceIsWrong() {
        RequestSigner stranger = new RequestSigner(
                workspace.test().apiKey().keyId(), gateway.workspace().test().secret());
        long now = now();
        send("GET", LIST, "", headers(stranger.authorization("GET", LIST, now, new byte[0], null), now, null))
                .expect(401, "invalid_signature");
    }

    @Test
    void theParametersOfTheHeaderMayComeInAnyOrder() {
        Map<String, String> headers = signed("GET", LIST, "", null);
        String[] pairs = authorization(headers).replaceFirst("^\\S+ ", "").split(", ", -1);
        for (String header : new String[] {
            pairs[2] + ", " + pairs[1] + ", " + pairs[0],
            pairs[1] + "," + pairs[0] + "," + pairs[2],
            pairs[0] + " ,  " + pairs[2],
            pairs[0] + ", future=1, " + pairs[1] + ", " + pairs[2]
        }) {
            send("GET", LIST, "", with(headers, "Authorization", "Plugipay-HMAC-SHA256 " + header))
                    .expect(200);
        }
        for (String header : new String[] {pairs[0], pairs[2], pairs[0] + ", signature", "", "=, =,,,"}) {
            send("GET", LIST, "", with(headers, "Authorization", "Plugipay-HMAC-SHA256 " + header))
                    .expect(401, "unauthorized");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-1", "+1790000000", "1790000000.5", "0x6AB13B80", "9223372036854775808"})
    void anInvalidTimestampIsReportedByName(String timestamp) {
        Map<String, String> headers = signed("GET", LIST, "", null);
        send("GET", LIST, "", with(headers, "X-Plugipay-Timestamp", timestamp)).expect(401, "invalid_timestamp");
        headers.remove("X-Plugipay-Timestamp");
        send("GET", LIST, "", headers).expect(401, "invalid_timestamp");
    }

    @Test
    void clocksMayDifferByThreeHundredSeconds() {
        atOnce(second -> at(second - 299)).expect(200);
        atOnce(second -> at(second + 299)).expect(200);
        atOnce(second -> at(second - 300)).expect(200);
        atOnce(second -> at(second - 301)).expect(401, "timestamp_skew");
        atOnce(second -> at(second + 301)).expect(401, "timestamp_skew");
        at(0).expect(401, "timestamp_skew");
        at(999_999_999_999L).expect(401, "timestamp_skew");
    }

    @Test
    void anUnknownKeyIsRefusedWhateverItsMode() {
        for (String keyId : new String[] {"pk_test_nobody", "pk_live_nobody", "x", "x".repeat(65), "pk_test_\u00e9"}) {
            long now = now();
            RequestSigner unknown = new RequestSigner(keyId, "sk_test_secret");
            Answer refused = send(
                    "GET", LIST, "", headers(unknown.authorization("GET", LIST, now, new byte[0], null), now, null));
            refused.expect(401, "invalid_key");
            assertThat(refused.body()).doesNotContain("live").doesNotContain("test");
        }
    }

    @Test
    void aTestKeySeesNoLiveObject() {
        Api live = api.with(workspace.live());
        String id = live.post("/v1/customers", BODY).expect(201).id();
        live.get("/v1/customers/" + id).expect(200);
        api.get("/v1/customers/" + id).expect(404, "not_found");
        assertThat(api.get("/v1/customers").data()).isEmpty();
    }

    @Test
    void aBearerKeyIsAcceptedOnlyAsAWhole() {
        String token = workspace.test().key();
        bearer("Bearer " + token).expect(200);
        bearer("Bearer  " + token).expect(200);
        for (String wrong : new String[] {
            token.substring(0, token.length() - 1),
            token + 'x',
            token.substring(0, token.lastIndexOf('_')),
            token.substring(0, token.lastIndexOf('_') + 1),
            workspace.live().key().replace("pk_live", "pk_test"),
            workspace.test().secret(),
            "",
            "_",
            token.toLowerCase(Locale.ROOT)
        }) {
            Answer refused = bearer("Bearer " + wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(401);
            assertThat(refused.code()).isIn("invalid_key", "unauthorized");
        }
        for (String scheme : new String[] {token, "Basic " + token, "Plugipay-HMAC-SHA256", ""}) {
            bearer(scheme).expect(401, "unauthorized");
        }
        api.raw("GET", LIST, new byte[0], Map.of()).expect(401, "unauthorized");
    }

    private void assertSpoiled(UnaryOperator<String> spoil) {
        Map<String, String> headers = signed("GET", LIST, "", null);
        send("GET", LIST, "", with(headers, "Authorization", spoil.apply(authorization(headers))))
                .expect(401, "invalid_signature");
    }

    private static String upperCaseHex(String header) {
        int hex = header.length() - 64;
        return header.substring(0, hex) + header.substring(hex).toUpperCase(Locale.ROOT);
    }

    private Answer bearer(String authorization) {
        return api.raw("GET", LIST, new byte[0], Map.of("Authorization", authorization));
    }

    private Answer at(long timestamp) {
        RequestSigner signer = new RequestSigner(
                workspace.test().apiKey().keyId(), workspace.test().secret());
        return send(
                "GET",
                LIST,
                "",
                headers(signer.authorization("GET", LIST, timestamp, new byte[0], null), timestamp, null));
    }

    /** Repeats the request until its response comes within one second, so that the difference of the clocks is exact. */
    private Answer atOnce(LongFunction<Answer> request) {
        while (true) {
            long second = now();
            Answer answer = request.apply(second);
            if (now() == second) {
                return answer;
            }
        }
    }

    private long now() {
        return gateway.clock().instant().getEpochSecond();
    }

    private Map<String, String> signed(String method, String target, String body, @Nullable String idempotencyKey) {
        RequestSigner signer = new RequestSigner(
                workspace.test().apiKey().keyId(), workspace.test().secret());
        long now = now();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return headers(signer.authorization(method, target, now, bytes, idempotencyKey), now, idempotencyKey);
    }

    private static Map<String, String> headers(String authorization, long timestamp, @Nullable String idempotencyKey) {
        Map<String, String> headers = new HashMap<>(
                Map.of("Authorization", authorization, "X-Plugipay-Timestamp", String.valueOf(timestamp)));
        if (idempotencyKey != null) {
            headers.put("Idempotency-Key", idempotencyKey);
        }
        return headers;
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static String authorization(Map<String, String> headers) {
        return headers.getOrDefault("Authorization", "");
    }

    private Answer send(String method, String target, String body, Map<String, String> headers) {
        return api.raw(method, target, body.getBytes(StandardCharsets.UTF_8), headers);
    }
}
