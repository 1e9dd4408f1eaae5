package com.plugipay.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links that open an app instead of a page, and links and codes that must not be shown. */
class AppLinkTest {
    /** The stand-in defines the effect of these amounts, see its PaymentCodes. */
    private static final int APP_LINK = 77_001;

    private static final int HOSTILE = 77_003;
    private static final int NO_LINK = 77_004;

    private final Api api = TestSandbox.shared().merchant(MidtransFactory.KIND, ManualFactory.KIND);

    @ParameterizedTest
    @CsvSource({"gopay, gojek://gopay/merchanttransfer?tref=, Scan", "shopeepay, shopeeid://main?apprl=, camera"})
    void aLinkToAnAppIsShownAndNotFollowedByThePage(String method, String link, String desk) {
        String session = session(APP_LINK);
        assertThat(choose(session, method)
                        .expect(200)
                        .data()
                        .path("nextAction")
                        .path("url")
                        .asText())
                .startsWith(link);

        for (String path : new String[] {"", "?go=1", "/live?state=CHOOSE"}) {
            Answer page = get("/c/" + session + path);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.body())
                    .contains("<a class=\"primary\" href=\"" + link, "<svg class=\"code\"", desk, "/change")
                    .doesNotContain("0;url=");
        }
        Answer back = get("/c/" + session + "/return");
        assertThat(back.status()).isEqualTo(303);
        assertThat(get(back.header("Location")).body()).contains("We have no payment from you yet");
        TestSandbox.shared()
                .act(MidtransFactory.KIND, attempt(session).path("id").asText(), "pay");
        // A charge is queried at most once in a few seconds; its callback comes anyway.
        await().untilAsserted(() -> assertThat(get("/c/" + session).body()).contains("Payment received"));
    }

    @ParameterizedTest
    @CsvSource({"gopay, true", "shopeepay, false", "dana, false"})
    void anUnsafeLinkIsNotShown(String method, boolean hasCode) {
        for (int amount : new int[] {HOSTILE, NO_LINK}) {
            String session = session(amount);
            Answer chosen = choose(session, method);
            if (hasCode) {
                assertThat(chosen.expect(200)
                                .data()
                                .path("nextAction")
                                .path("type")
                                .asText())
                        .isEqualTo("show_qr");
                assertThat(get("/c/" + session).body()).contains("<svg class=\"code\"");
            } else {
                assertThat(chosen.status()).isEqualTo(422);
                canStillBePaid(session);
            }
        }
    }

    @Test
    void aTextThatIsTooLongForAQrCodeIsNotShown() {
        String session = session(HOSTILE);
        choose(session, "qris").expect(422, "provider_rejected");
        canStillBePaid(session);
    }

    private void canStillBePaid(String session) {
        for (String path : new String[] {"", "?go=1", "/live?state=REDIRECT"}) {
            Answer page = get("/c/" + session + path);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.body())
                    .contains("id=\"notice\"", "value=\"bank_transfer\"")
                    .doesNotContain("javascript:");
        }
        assertThat(get("/c/" + session + "/return").status()).isEqualTo(303);
        assertThat(attempt(session).path("status").asText()).isEqualTo("failed");
        String reference = attempt(session).path("id").asText();
        assertThat(TestSandbox.shared()
                        .book(MidtransFactory.KIND, reference)
                        .path("paid")
                        .asLong())
                .isZero();
        choose(session, "bank_transfer").expect(200);
    }

    private String session(int amount) {
        return api.post("/v1/checkout-sessions", """
                {"amount":%d,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""".formatted(amount))
                .expect(201)
                .id();
    }

    private Answer choose(String session, String method) {
        return api.raw(
                "POST",
                "/v1/public/checkout/sessions/" + session + "/charge",
                "{\"method\":\"%s\"}".formatted(method).getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/json"));
    }

    private JsonNode attempt(String session) {
        return api.get("/v1/payment-attempts?checkoutSessionId=" + session)
                .data()
                .path(0);
    }

    private Answer get(String path) {
        return api.raw("GET", path, new byte[0], Map.of("Accept-Language", "en"));
    }
}
