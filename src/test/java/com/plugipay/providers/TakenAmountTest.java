package com.plugipay.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When no callback comes, a look-up is all there is: it has to tell what was paid, and not what was asked for. */
class TakenAmountTest {
    private static final long PRICE = 150_000;

    @ParameterizedTest
    @CsvSource({"XENDIT,QRIS", "XENDIT,CARD", "XENDIT,INDOMARET", "XENDIT,SHOPEEPAY", "MIDTRANS,QRIS", "MIDTRANS,CARD"})
    void anotherAmountIsSeenWithoutACallback(ProviderKind kind, Method method) {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            Api api = sandbox.merchant(kind);
            sandbox.faults(kind, "{\"amount_mismatch\":{\"probability\":1},\"dropped_callback\":{\"probability\":1}}");
            String session = api.post("/v1/checkout-sessions", """
                    {"amount":%d,"currency":"IDR","successUrl":"https://shop.example/ok",
                     "cancelUrl":"https://shop.example/no"}""".formatted(PRICE))
                    .expect(201)
                    .id();
            api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method.text() + "\"}")
                    .expect(200);
            sandbox.act(kind, attempt(api, session).path("id").asText(), "pay");

            sandbox.clock().advance(Duration.ofMinutes(6));

            JsonNode attempt = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> attempt(api, session),
                            found -> !found.path("status").asText().equals("active"));
            assertThat(attempt.path("status").asText()).isEqualTo("review");
            assertThat(attempt.path("review").path("receivedAmount").asLong())
                    .isNotEqualTo(PRICE)
                    .isPositive();
        }
    }

    private static JsonNode attempt(Api api, String session) {
        return api.get("/v1/payment-attempts?checkoutSessionId=" + session)
                .expect(200)
                .data()
                .path(0);
    }
}
