package com.plugipay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Api;
import com.plugipay.support.LogWatch;
import com.plugipay.support.TestGateway;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The earliest and the latest possible times in requests cause no internal error. */
class ExtremeTimesTest {
    private final Api api =
            Api.of(TestGateway.shared(), TestGateway.shared().workspace().test());
    private final LogWatch log = LogWatch.of("com.plugipay.callbacks");

    @AfterEach
    void close() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59-18:00",
                "+292278994-08-17T07:12:55.808Z",
                "9999-12-31T23:59:59Z",
                "0000-01-01T00:00:00Z"
            })
    void aPayPalCallbackWithAnImpossibleTimeIsRejected(String time) {
        Map<String, String> headers = new HashMap<>();
        headers.put("paypal-transmission-id", "d1f0c7c0-c7a5-11f0-9d3a-6bd3f8a7f1aa");
        headers.put("paypal-transmission-time", time);
        headers.put("paypal-transmission-sig", "AAAA");
        headers.put("paypal-cert-url", "https://api.paypal.com/v1/notifications/certs/CERT-1");
        headers.put("paypal-auth-algo", "SHA256withRSA");

        api.raw("POST", target("paypal"), new byte[] {'{', '}'}, headers).expect(401, "forged_callback");

        assertThat(log.causedErrors()).noneMatch(error -> error.contains("DateTimeException"));
    }

    @Test
    void aCursorForTheLatestPossibleTimeIsAccepted() {
        for (int i = 0; i < 2; i++) {
            api.post("/v1/customers", "{}").expect(201);
        }
        String latest = "9999-12-31T23:59:59Z";
        String cursor = api.get("/v1/customers?limit=1&createdBefore=" + latest)
                .expect(200)
                .json()
                .path("meta")
                .path("cursor")
                .asText();
        api.get("/v1/customers?cursor=" + cursor).expect(200);
    }

    /** In UTC these have a year that a cursor cannot contain. */
    @ParameterizedTest
    @ValueSource(
            strings = {"9999-12-31T23:59:59-18:00", "0001-01-01T00:00:00+18:00", "-999999999-01-01T00:00:00+18:00"})
    void aTimeOutsideTheSupportedYearsIsRefusedWhateverItsOffset(String time) {
        String encoded = URLEncoder.encode(time, StandardCharsets.UTF_8);
        for (String name : new String[] {"createdAfter", "createdBefore"}) {
            assertThat(api.get("/v1/customers?" + name + '=' + encoded)
                            .expect(400, "validation_error")
                            .field())
                    .isEqualTo(name);
        }
    }

    private String target(String provider) {
        return "/v1/inbound-webhooks/" + provider + '/' + api.key().apiKey().workspaceId();
    }
}
