package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a callback the payment is found by polling, with the amount that was paid and not the requested one. */
class TakenAmountTest {

    @ParameterizedTest
    @CsvSource({"xendit,QRIS", "xendit,CARD", "xendit,INDOMARET", "xendit,SHOPEEPAY", "midtrans,QRIS", "midtrans,CARD"})
    void anotherAmountIsSeenWithoutACallback(ProviderKind kind, Method method) {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            ProviderDriver till = ProviderDriver.of(sandbox, kind, method);
            sandbox.faults(kind, "{\"amount_mismatch\":{\"probability\":1},\"dropped_callback\":{\"probability\":1}}");
            String session = till.session();
            till.choose(session).expect(200);
            till.pay(session);

            sandbox.clock().advance(Duration.ofMinutes(6));

            JsonNode review = till.awaitAttempt(session, "review").path("review");
            assertThat(review.path("receivedAmount").asLong())
                    .isNotEqualTo(till.price)
                    .isPositive();
        }
    }
}
