package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.support.TestSandbox;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bank takes money back while its payment is in review. */
class ReviewReversedTest {

    @ParameterizedTest
    @CsvSource({"midtrans, CARD, settle charge_back", "paypal, PAYPAL, reverse"})
    void cannotBeTakenAsAPaymentAnyMore(ProviderKind kind, Method method, String deeds) {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            ProviderDriver till = ProviderDriver.of(sandbox, kind, method);
            String session = till.session();
            sandbox.faults(kind, "{\"amount_mismatch\":{\"probability\":1}}");
            till.choose(session).expect(200);
            till.pay(session);
            String id = till.awaitAttempt(session, "review").path("id").asText();

            for (String deed : deeds.split(" ", -1)) {
                till.act(session, deed);
            }

            assertThat(till.awaitAttempt(session, "failed").path("failureCode").asText())
                    .isEqualTo("reversed");
            till.api.post("/v1/payment-attempts/" + id + "/accept", "").expect(409, "conflict");
            JsonNode open = till.awaitSession(session, "open");
            assertThat(open.path("reviewPending").asBoolean()).isFalse();
            till.awaitNothingStuck();
        }
    }
}
