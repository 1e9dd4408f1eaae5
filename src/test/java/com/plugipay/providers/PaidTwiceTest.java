package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A payment code is paid a second time while the first payment is in review. */
class PaidTwiceTest {

    @Test
    void aSecondPaymentAfterAnotherAmountNeedsAReviewToo() {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            ProviderDriver till = ProviderDriver.of(sandbox, XenditFactory.KIND, Method.INDOMARET);
            String session = till.session();
            till.choose(session).expect(200);
            String reference = till.attempt(session).path("id").asText();
            sandbox.faults(XenditFactory.KIND, "{\"amount_mismatch\":{\"probability\":1}}");
            till.pay(session);
            till.awaitAttempt(session, "review");

            sandbox.faults(XenditFactory.KIND, "{}");
            sandbox.act(XenditFactory.KIND, reference, "pay");

            JsonNode both = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> till.api.get("/v1/payment-attempts").data(), found -> found.size() == 2);
            assertThat(both).allMatch(attempt -> attempt.path("status").asText().equals("review"));
            assertThat(both)
                    .extracting(attempt ->
                            attempt.path("review").path("receivedAmount").asLong())
                    .contains(till.price)
                    .doesNotHaveDuplicates();

            both.forEach(attempt -> till.api
                    .post("/v1/payment-attempts/" + attempt.path("id").asText() + "/accept", "")
                    .expect(200));
            sandbox.clock().advance(Duration.ofHours(2));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> till.api
                                    .get("/v1/payments?status=succeeded")
                                    .data()
                                    .valueStream()
                                    .filter(payment ->
                                            payment.path("feeStatus").asText().equals("exact"))
                                    .count()
                            == 2);
        }
    }
}
