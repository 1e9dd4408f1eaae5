package com.plugipay.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.ProviderKind;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money that waits for a person, and that its bank takes back before anybody has looked. */
class ReviewReversedTest {

    @ParameterizedTest
    @CsvSource({"MIDTRANS, card, 150000, IDR, settle charge_back", "PAYPAL, paypal, 4900, USD, reverse"})
    void cannotBeTakenAsAPaymentAnyMore(
            ProviderKind provider, String method, long amount, String currency, String deeds) {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            Api api = sandbox.merchant(provider);
            String session = api.post("/v1/checkout-sessions", """
                    {"amount":%d,"currency":"%s","successUrl":"https://shop.example/ok",
                     "cancelUrl":"https://shop.example/no"}""".formatted(amount, currency))
                    .expect(201)
                    .id();
            sandbox.faults(provider, "{\"amount_mismatch\":{\"probability\":1}}");
            api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}")
                    .expect(200);
            String id = attempt(api, session).path("id").asText();
            sandbox.act(provider, id, "pay");
            await(api, session, "review");

            for (String deed : deeds.split(" ", -1)) {
                sandbox.act(provider, id, deed);
            }

            await(api, session, "failed");
            assertThat(attempt(api, session).path("failureCode").asText()).isEqualTo("reversed");
            api.post("/v1/payment-attempts/" + id + "/accept", "").expect(409, "conflict");
            JsonNode open =
                    api.get("/v1/checkout-sessions/" + session).expect(200).data();
            assertThat(open.path("reviewPending").asBoolean()).isFalse();
            assertThat(open.path("status").asText()).isEqualTo("open");
            assertThat(api.get("/v1/stuck").data()).isEmpty();
        }
    }

    private static void await(Api api, String session, String status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> attempt(api, session).path("status").asText().equals(status));
    }

    private static JsonNode attempt(Api api, String session) {
        return api.get("/v1/payment-attempts?checkoutSessionId=" + session)
                .expect(200)
                .data()
                .path(0);
    }
}
