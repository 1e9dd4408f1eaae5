package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.support.TestGateway;
import com.plugipay.support.TestSandbox;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Midtrans's page for cards lets buyers try again under one order: one card that is refused and another that pays are one
 * payment, two that pay are money twice (https://docs.midtrans.com/docs/transaction-status-cycle).
 */
class SecondCardTest {
    private static final TestSandbox SANDBOX = TestSandbox.shared();
    private static final String UNREAD = """
            select count(*) filter (where processed_at is null) as unread, count(*) as all_told from provider_callbacks
             where workspace_id = $1""";

    private final ProviderDriver till = ProviderDriver.of(SANDBOX, MidtransFactory.KIND, Method.CARD);
    private final String session = till.session();
    private final String reference;

    SecondCardTest() {
        till.choose(session).expect(200);
        reference = till.attempt(session).path("id").asText();
    }

    @Test
    void aCardThatIsRefusedAndOneThatPaysAreOnePayment() {
        SANDBOX.act(MidtransFactory.KIND, reference, "fail");
        awaitCallbacks(2);
        assertThat(till.attempt(session).path("status").asText()).isEqualTo("active");
        SANDBOX.act(MidtransFactory.KIND, reference, "pay_again");
        till.awaitSession(session, "complete");
        SANDBOX.act(MidtransFactory.KIND, reference, "settle");
        awaitCallbacks(4);

        assertThat(till.api.get("/v1/payment-attempts").data()).hasSize(1);
        assertThat(till.api.get("/v1/payments").data()).hasSize(1);
        assertThat(till.taken()).isEqualTo(till.price);
        till.awaitNothingStuck();
    }

    @Test
    void callbacksAboutBothADayLaterAddNoMoney() {
        List<String> cards = payWithTwo();
        cards.forEach(card -> SANDBOX.actOn(MidtransFactory.KIND, card, "settle"));
        awaitCallbacks(6);

        assertThat(till.api.get("/v1/payment-attempts").data()).hasSize(2);
        assertThat(till.api.get("/v1/payments").data()).hasSize(1);
        assertThat(till.api.get("/v1/stuck").data()).hasSize(1);
    }

    @Test
    void aRefundGoesBackToTheCardThatItIsOf() {
        List<String> cards = payWithTwo();
        cards.forEach(card -> SANDBOX.actOn(MidtransFactory.KIND, card, "settle"));
        String first = till.awaitSession(session, "complete").path("paymentId").asText();
        till.awaitRefund(till.refund(first, 40_000).expect(201).id(), "succeeded");
        assertThat(refunded(cards.getFirst())).isEqualTo(40_000);
        assertThat(refunded(cards.getLast())).isZero();

        String second = accept();
        till.awaitRefund(till.refund(second, till.price).expect(201).id(), "succeeded");
        assertThat(refunded(cards.getFirst())).isEqualTo(40_000);
        assertThat(refunded(cards.getLast())).isEqualTo(till.price);
        assertThat(till.payment(first).path("amountRefunded").asLong()).isEqualTo(40_000);
        till.awaitNothingStuck();
    }

    @Test
    void aChargebackTakesBackThePaymentThatItIsOf() {
        List<String> cards = payWithTwo();
        String first = till.awaitSession(session, "complete").path("paymentId").asText();
        String second = accept();
        SANDBOX.actOn(MidtransFactory.KIND, cards.getLast(), "settle");
        SANDBOX.actOn(MidtransFactory.KIND, cards.getLast(), "charge_back");

        till.await("/v1/payments/" + second, "refunded");
        assertThat(till.payment(first).path("status").asText()).isEqualTo("succeeded");
    }

    @Test
    void aChargebackOfAnAttemptInReviewLeavesThePayment() {
        List<String> cards = payWithTwo();
        String first = till.awaitSession(session, "complete").path("paymentId").asText();
        SANDBOX.actOn(MidtransFactory.KIND, cards.getLast(), "settle");
        SANDBOX.actOn(MidtransFactory.KIND, cards.getLast(), "charge_back");
        awaitCallbacks(6);

        assertThat(till.payment(first).path("status").asText()).isEqualTo("succeeded");
        assertThat(till.api.get("/v1/refunds").data()).isEmpty();
    }

    /** Midtrans's ids of both transactions. */
    private List<String> payWithTwo() {
        SANDBOX.act(MidtransFactory.KIND, reference, "pay");
        till.awaitSession(session, "complete");
        SANDBOX.act(MidtransFactory.KIND, reference, "pay_again");
        Awaitility.await()
                .until(() -> till.attempt(session).path("status").asText().equals("review"));
        return SANDBOX.books().stream()
                .filter(entry -> entry.path("reference").asText().equals(reference))
                .map(entry -> entry.path("id").asText())
                .toList();
    }

    /** Accepts the second payment as the merchant; returns its payment. */
    private String accept() {
        return till.api
                .post("/v1/payment-attempts/" + till.attempt(session).path("id").asText() + "/accept", "")
                .expect(200)
                .text("paymentId");
    }

    private static long refunded(String card) {
        return SANDBOX.books().stream()
                .filter(entry -> entry.path("id").asText().equals(card))
                .map(entry -> entry.path("refunded"))
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    /** Waits until this many different callbacks have been processed. */
    private void awaitCallbacks(int count) {
        String workspaceId = till.api.key().apiKey().workspaceId();
        Awaitility.await()
                .until(() -> TestGateway.get(SANDBOX.gateway()
                        .gateway()
                        .database()
                        .one(
                                UNREAD,
                                Tuple.of(workspaceId),
                                row -> row.getLong("unread") == 0 && row.getLong("all_told") >= count)
                        .map(found -> found.orElse(false))));
    }
}
