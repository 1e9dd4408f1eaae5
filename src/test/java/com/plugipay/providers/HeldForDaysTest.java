package com.plugipay.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.ProviderKind;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Money that a provider holds, and of which no callback ever tells again. */
class HeldForDaysTest {
    private static final int HOURS = 100;

    @Test
    void whatIsHeldForLongerThanItIsAskedForIsAMatterForAPerson() {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            Api api = sandbox.merchant(ProviderKind.PAYPAL);
            String session = api.post("/v1/checkout-sessions", """
                    {"amount":4900,"currency":"USD","successUrl":"https://shop.example/ok",
                     "cancelUrl":"https://shop.example/no"}""").expect(201).id();
            api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"paypal\"}")
                    .expect(200);
            String reference = attempt(api, session).path("id").asText();
            sandbox.act(ProviderKind.PAYPAL, reference, "approve_pending");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !attempt(api, session).path("paymentId").isNull());
            sandbox.faults(ProviderKind.PAYPAL, "{\"dropped_callback\":{\"probability\":1}}");

            for (int hour = 0; hour < HOURS && isLookedAfter(api, session); hour++) {
                int lookUps = attempt(api, session).path("lookUps").asInt();
                sandbox.clock().advance(Duration.ofHours(2));
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> attempt(api, session).path("lookUps").asInt() != lookUps
                                || !isLookedAfter(api, session));
            }

            assertThat(attempt(api, session).path("status").asText()).isEqualTo("review");
            assertThat(api.get("/v1/stuck").data()).hasSize(1);

            sandbox.faults(ProviderKind.PAYPAL, "{}");
            sandbox.act(ProviderKind.PAYPAL, reference, "complete");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> api.get("/v1/checkout-sessions/" + session)
                            .text("status")
                            .equals("complete"));
            assertThat(api.get("/v1/stuck").data()).isEmpty();
        }
    }

    private static boolean isLookedAfter(Api api, String session) {
        JsonNode attempt = attempt(api, session);
        return attempt.path("status").asText().equals("active")
                && !attempt.path("nextLookUpAt").isNull();
    }

    private static JsonNode attempt(Api api, String session) {
        return api.get("/v1/payment-attempts?checkoutSessionId=" + session)
                .expect(200)
                .data()
                .path(0);
    }
}
