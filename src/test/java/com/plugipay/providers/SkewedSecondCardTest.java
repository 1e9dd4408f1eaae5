package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.driver.StandInDriver;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A second card pays, and the node that gets the callback has a slow clock: the new attempt has the older id. */
class SkewedSecondCardTest {

    @Test
    void aRefundGoesBackToTheCardThatItIsOf() {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            StandInDriver till = new StandInDriver(sandbox, MidtransFactory.KIND, Method.CARD);
            String session = till.session();
            till.choose(session).expect(200);
            String reference = till.attempt(session).path("id").asText();
            sandbox.act(MidtransFactory.KIND, reference, "pay");
            String payment =
                    till.awaitSession(session, "complete").path("paymentId").asText();
            sandbox.clock().advance(Duration.ofMinutes(-2));
            sandbox.act(MidtransFactory.KIND, reference, "pay_again");
            JsonNode waiting = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> till.api
                                    .get("/v1/payment-attempts?status=review")
                                    .data()
                                    .path(0),
                            found -> !found.isMissingNode());
            assertThat(waiting.path("id").asText()).isLessThan(reference);
            List<JsonNode> cards = cards(sandbox, reference);
            cards.forEach(
                    card -> sandbox.actOn(MidtransFactory.KIND, card.path("id").asText(), "settle"));

            till.awaitRefund(till.refund(payment, 40_000).expect(201).id(), "succeeded");

            assertThat(cards(sandbox, reference))
                    .extracting(card -> card.path("refunded").asLong())
                    .containsExactly(40_000L, 0L);
        }
    }

    private static List<JsonNode> cards(TestSandbox sandbox, String reference) {
        return sandbox.books().stream()
                .filter(entry -> entry.path("reference").asText().equals(reference))
                .toList();
    }
}
