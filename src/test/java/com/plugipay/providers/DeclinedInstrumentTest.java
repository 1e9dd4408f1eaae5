package com.plugipay.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.ProviderKind;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A buyer whose card PayPal refuses goes back and takes another. PayPal repeats the answer of a request id that it knows,
 * so the next capture needs another one: the refusals have to be counted.
 */
class DeclinedInstrumentTest {

    @Test
    void refusalsAreCounted() {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            Api api = sandbox.merchant(ProviderKind.PAYPAL);
            String session = api.post("/v1/checkout-sessions", """
                    {"amount":4900,"currency":"USD","successUrl":"https://shop.example/ok",
                     "cancelUrl":"https://shop.example/no"}""").expect(201).id();
            api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"paypal\"}")
                    .expect(200);
            String reference = attempt(api, session).path("id").asText();
            for (int refusals = 1; refusals <= 2; refusals++) {
                sandbox.act(ProviderKind.PAYPAL, reference, "approve_declined");
                int counted = refusals;
                Awaitility.await()
                        .atMost(Duration.ofSeconds(15))
                        .until(() -> attempt(api, session)
                                        .path("providerData")
                                        .path("instrumentDeclines")
                                        .asInt()
                                == counted);
                assertThat(attempt(api, session).path("status").asText()).isEqualTo("active");
            }

            sandbox.act(ProviderKind.PAYPAL, reference, "pay");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> api.get("/v1/checkout-sessions/" + session)
                            .text("status")
                            .equals("complete"));
        }
    }

    private static JsonNode attempt(Api api, String session) {
        return api.get("/v1/payment-attempts?checkoutSessionId=" + session)
                .expect(200)
                .data()
                .path(0);
    }
}
