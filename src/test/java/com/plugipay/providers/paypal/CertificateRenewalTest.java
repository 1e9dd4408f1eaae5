package com.plugipay.providers.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Mode;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.Verification;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Genuine callbacks are accepted while a stranger names certificates that do not exist. */
class CertificateRenewalTest {
    private static final String CERT = "GET /certs/CERT-360caa42";
    private static final String BODY = "{}";
    private static final SigningPayPal SIGNER = new SigningPayPal();

    private final RecordedPayPal paypal = new RecordedPayPal(SIGNER.file());

    @AfterEach
    void close() {
        paypal.close();
    }

    @Test
    void theRenewalDoesNotUseTheQuotaOfStrangers() {
        paypal.connect(paypal.test, "{\"webhookId\":\"0EHTEST\"}");
        String pem = SIGNER.certificate(SigningPayPal.NAME, Instant.now(), Duration.ofHours(12));
        paypal.on(CERT, 200, pem).on(CERT, 200, pem);
        assertThat(verify("CERT-360caa42")).isInstanceOf(Verification.Genuine.class);

        paypal.clock.advance(Duration.ofMinutes(61));
        for (int i = 0; i < 200; i++) {
            assertThat(verify("CERT-forged" + i)).isNotInstanceOf(Verification.Genuine.class);
        }
        assertThat(verify("CERT-360caa42"))
                .isEqualTo(new Verification.Genuine(Mode.TEST, "d1f0c7c0-c7a5-11f0-9d3a-6bd3f8a7f1aa"));
        assertThat(paypal.requests().stream().filter(CERT::equals)).hasSize(2);
    }

    private Verification verify(String certificate) {
        Map<String, String> headers =
                SIGNER.headers(paypal.url + "/certs/" + certificate, "0EHTEST", BODY, paypal.clock.instant());
        return RecordedPayPal.get(
                paypal.provider.verify(new ProviderCallback(paypal.test.workspaceId(), headers, Buffer.buffer(BODY))));
    }
}
