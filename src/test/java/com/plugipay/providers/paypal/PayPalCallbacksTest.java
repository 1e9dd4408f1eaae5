package com.plugipay.providers.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Mode;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.Verification;
import com.plugipay.providers.paypal.signature.PayPalTransmission;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayPalCallbacksTest {
    private static final String CERT = "GET /certs/CERT-360caa42";
    private static final String BODY = "{\"id\":\"WH-1\",\"event_type\":\"PAYMENT.CAPTURE.COMPLETED\"}";
    private static final Verification FORGED = new Verification.Rejected();

    /** Shared, because creating keys takes long and no test changes them. */
    private static final SigningPayPal SIGNER = new SigningPayPal();

    private static final String AUTHORITY = SIGNER.file();

    private final RecordedPayPal paypal = new RecordedPayPal(AUTHORITY);

    @BeforeEach
    void connect() {
        paypal.connect(paypal.test, "{\"webhookId\":\"0EHTEST\"}");
        paypal.connect(paypal.live, "{\"webhookId\":\"0EHLIVE\"}");
    }

    @AfterEach
    void close() {
        paypal.close();
    }

    @ParameterizedTest
    @CsvSource({"0EHTEST,TEST", "0EHLIVE,LIVE"})
    void findsTheModeOfACallback(String webhookId, Mode mode) {
        serve(SigningPayPal.NAME);
        assertThat(verify(headers(webhookId), BODY))
                .isEqualTo(new Verification.Genuine(mode, "d1f0c7c0-c7a5-11f0-9d3a-6bd3f8a7f1aa"));
    }

    @Test
    void countsTheChecksumAsDocumented() {
        PayPalTransmission transmission =
                PayPalTransmission.of(headers("0EHTEST")).orElseThrow();
        assertThat(transmission.message("WH", Buffer.buffer(BODY))).endsWith("|WH|2325436976");
        assertThat(transmission.message("WH", Buffer.buffer("123456789"))).endsWith("|WH|3421780262");
    }

    @Test
    void fetchesACertificateOnceForAllWhoWait() {
        serve(SigningPayPal.NAME);
        ProviderCallback callback = callback(headers("0EHTEST"), BODY);
        RecordedPayPal.get(Future.all(IntStream.range(0, 20)
                .mapToObj(i -> paypal.provider.verify(callback))
                .toList()));
        assertThat(paypal.provider.verify(callback)).isNotNull();
        assertThat(paypal.requests()).containsExactly(CERT);
    }

    @Test
    void fetchesHardlyAnyOfTheManyThatAStrangerNames() {
        for (int i = 0; i < 200; i++) {
            Map<String, String> headers = headers("0EHTEST");
            verify(with(headers, "paypal-cert-url", headers.get("paypal-cert-url") + i), BODY);
        }
        assertThat(paypal.requests()).hasSizeBetween(1, 60);
    }

    @Test
    void rejectsChangedCallbacks() {
        serve(SigningPayPal.NAME);
        Map<String, String> headers = headers("0EHTEST");
        assertThat(verify(headers, BODY.replace("WH-1", "WH-2"))).isEqualTo(FORGED);
        assertThat(verify(headers, BODY + " ")).isEqualTo(FORGED);
        assertThat(verify(headers("0EHOTHER"), BODY)).isEqualTo(FORGED);
        assertThat(verify(headers("WEBHOOK_ID"), BODY)).isEqualTo(FORGED);
        assertThat(verify(with(headers, "paypal-transmission-id", "other"), BODY))
                .isEqualTo(FORGED);
        assertThat(verify(
                        with(headers, "paypal-transmission-time", Instant.now().toString()), BODY))
                .isEqualTo(FORGED);
        assertThat(verify(headers, BODY)).isInstanceOf(Verification.Genuine.class);
    }

    @ParameterizedTest
    @CsvSource({
        "paypal-transmission-id,",
        "paypal-transmission-time,",
        "paypal-transmission-sig,",
        "paypal-cert-url,",
        "paypal-auth-algo,",
        "paypal-auth-algo,SHA1withRSA",
        "paypal-auth-algo,NONEwithRSA",
        "paypal-transmission-time,yesterday",
        "paypal-transmission-time,2020-01-01T00:00:00Z",
        "paypal-transmission-sig,AAAA",
        "paypal-transmission-sig,not base64"
    })
    void refusesMissingAndUnreadableHeaders(String name, String value) {
        serve(SigningPayPal.NAME);
        Map<String, String> headers = headers("0EHTEST");
        headers.remove(name);
        if (value != null) {
            headers.put(name, value);
        }
        assertThat(verify(headers, BODY)).isEqualTo(FORGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=messageverificationcerts.paypal.com.evil.example",
                "CN=evilmessageverificationcerts.paypal.com",
                "CN=api.paypal.com",
                "O=messageverificationcerts.paypal.com",
                "CN=\"evil,CN=messageverificationcerts.paypal.com\""
            })
    void refusesCertificatesInAnotherName(String name) {
        serve(name);
        assertThat(verify(headers("0EHTEST"), BODY)).isEqualTo(FORGED);
    }

    @Test
    void refusesCertificatesOfAnotherAuthority() {
        SigningPayPal stranger = new SigningPayPal();
        paypal.on(CERT, 200, stranger.certificate(SigningPayPal.NAME, Instant.now(), Duration.ofHours(2)));
        assertThat(verify(stranger.headers(url(), "0EHTEST", BODY, Instant.now()), BODY))
                .isEqualTo(FORGED);
    }

    @Test
    void refusesCertificatesThatAreNotValidToday() {
        paypal.on(
                CERT,
                200,
                SIGNER.certificate(SigningPayPal.NAME, Instant.now().minus(Duration.ofDays(2)), Duration.ofDays(1)));
        assertThat(verify(headers("0EHTEST"), BODY)).isEqualTo(FORGED);
    }

    @Test
    void refusesACertificateOnceItHasExpired() {
        paypal.on(CERT, 200, SIGNER.certificate(SigningPayPal.NAME, Instant.now(), Duration.ofMinutes(30)));
        assertThat(verify(headers("0EHTEST"), BODY)).isInstanceOf(Verification.Genuine.class);
        paypal.clock.advance(Duration.ofMinutes(40));
        assertThat(verify(headers("0EHTEST"), BODY)).isEqualTo(FORGED);
        assertThat(paypal.requests()).containsExactly(CERT);
    }

    @Test
    void refusesANoticeOlderThanPayPalTries() {
        serve(SigningPayPal.NAME);
        Map<String, String> headers = headers("0EHTEST");
        paypal.clock.advance(Duration.ofDays(4));
        assertThat(verify(headers, BODY)).isEqualTo(FORGED);
        assertThat(paypal.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.paypal.com/v1/notifications/certs/CERT-1",
                "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1",
                "https://evil.example/api.paypal.com",
                "https://api.paypal.com@evil.example/CERT-1",
                "https://api.paypal.com:8443/CERT-1",
                "https://127.0.0.1/certs/CERT-1",
                "file:///etc/passwd",
                "//api.paypal.com/CERT-1",
                "not an address",
                "{url}/other/CERT-1",
                "{url}/certsother/CERT-1",
                "{url}/certs/../other",
                "{url}/certs/%2e%2e/other",
                "{url}/certs",
                "{url}/certs/CERT-1#there"
            })
    void fetchesNothingFromPlacesThatAreNotAllowed(String certificateUrl) {
        Map<String, String> headers =
                with(headers("0EHTEST"), "paypal-cert-url", certificateUrl.replace("{url}", paypal.url));
        assertThat(verify(headers, BODY)).isEqualTo(FORGED);
        assertThat(paypal.requests).isEmpty();
    }

    @Test
    void fetchesNothingForAWorkspaceThatAwaitsNothing() {
        ProviderCallback callback = new ProviderCallback("ws_nobody", headers("0EHTEST"), Buffer.buffer(BODY));
        assertThat(RecordedPayPal.get(paypal.provider.verify(callback))).isEqualTo(FORGED);
        assertThat(paypal.requests).isEmpty();
    }

    @Test
    void isUndecidedWhileThereIsNoCertificate() {
        paypal.on(CERT, 503, "").lose(CERT).on(CERT, 429, "");
        for (int i = 0; i < 3; i++) {
            assertThat(verify(headers("0EHTEST"), BODY)).isInstanceOf(Verification.Unavailable.class);
        }
        serve(SigningPayPal.NAME);
        assertThat(verify(headers("0EHTEST"), BODY)).isInstanceOf(Verification.Genuine.class);
    }

    @Test
    void followsNoRedirectAndReadsNothingLarge() {
        paypal.on(
                CERT,
                request -> request.response()
                        .setStatusCode(302)
                        .putHeader("Location", paypal.url + "/certs/elsewhere")
                        .end());
        assertThat(verify(headers("0EHTEST"), BODY)).isEqualTo(FORGED);
        assertThat(paypal.requests()).containsExactly(CERT);

        paypal.clock.advance(Duration.ofMinutes(2));
        paypal.on(CERT, 200, pem() + "\n".repeat(70_000));
        assertThat(verify(headers("0EHTEST"), BODY)).isEqualTo(FORGED);
    }

    /** The signature does not cover the body, which is read later, and only for its ids. */
    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "[]", "{}", "{\"id\":7}", "{\"id\":\"a b\"}"})
    void identifiesACallbackByItsTransmission(String body) {
        serve(SigningPayPal.NAME);
        assertThat(verify(SIGNER.headers(url(), "0EHTEST", body, Instant.now()), body))
                .isEqualTo(new Verification.Genuine(Mode.TEST, "d1f0c7c0-c7a5-11f0-9d3a-6bd3f8a7f1aa"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a b", "a|b"})
    void rejectsATransmissionWithAnInvalidId(String id) {
        serve(SigningPayPal.NAME);
        assertThat(verify(with(headers("0EHTEST"), "paypal-transmission-id", id), BODY))
                .isEqualTo(FORGED);
        assertThat(paypal.requests).isEmpty();
    }

    private void serve(String name) {
        paypal.on(CERT, 200, SIGNER.certificate(name, Instant.now(), Duration.ofHours(12)));
    }

    private String pem() {
        return SIGNER.certificate(SigningPayPal.NAME, Instant.now(), Duration.ofHours(12));
    }

    private String url() {
        return paypal.url + "/certs/CERT-360caa42";
    }

    private Map<String, String> headers(String webhookId) {
        return SIGNER.headers(url(), webhookId, BODY, Instant.now());
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private ProviderCallback callback(Map<String, String> headers, String body) {
        return new ProviderCallback(paypal.test.workspaceId(), headers, Buffer.buffer(body));
    }

    private Verification verify(Map<String, String> headers, String body) {
        return RecordedPayPal.get(paypal.provider.verify(callback(headers, body)));
    }
}
