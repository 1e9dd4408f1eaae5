package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A provider holds money, and sends no further callback about it. */
class HeldForDaysTest {
    private static final int HOURS = 100;

    @Test
    void aPaymentThatIsHeldForTooLongNeedsAReview() {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            ProviderDriver till = ProviderDriver.of(sandbox, PayPalFactory.KIND, Method.PAYPAL);
            String session = till.session();
            till.choose(session).expect(200);
            till.act(session, "approve_pending");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !till.attempt(session).path("paymentId").isNull());
            sandbox.faults(PayPalFactory.KIND, "{\"dropped_callback\":{\"probability\":1}}");

            for (int hour = 0; hour < HOURS && isLookedAfter(till.attempt(session)); hour++) {
                int lookUps = till.attempt(session).path("lookUps").asInt();
                sandbox.clock().advance(Duration.ofHours(2));
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(
                                () -> till.attempt(session),
                                attempt -> attempt.path("lookUps").asInt() != lookUps || !isLookedAfter(attempt));
            }

            assertThat(till.attempt(session).path("status").asText()).isEqualTo("review");
            assertThat(till.api.get("/v1/stuck").data()).hasSize(1);

            sandbox.faults(PayPalFactory.KIND, "{}");
            till.act(session, "complete");
            till.awaitSession(session, "complete");
            till.awaitNothingStuck();
        }
    }

    private static boolean isLookedAfter(JsonNode attempt) {
        return attempt.path("status").asText().equals("active")
                && !attempt.path("nextLookUpAt").isNull();
    }
}
