package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.QueryQuota;
import com.plugipay.db.Database;
import com.plugipay.limits.Rate;
import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.payments.Fees;
import com.plugipay.payments.PaymentMetrics;
import com.plugipay.payments.PaymentStore;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.bus.Providers;
import com.plugipay.refunds.RefundStore;
import com.plugipay.refunds.Refunds;
import com.plugipay.settlement.Settlement;
import com.plugipay.settlement.SettlementTransaction;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.HeldLock;
import com.plugipay.support.PaymentMethods;
import com.plugipay.support.TestGateway;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Money in review keeps its session from being paid again, whatever happens to other attempts meanwhile. */
class TwoReviewsTest {
    private static final long PRICE = 150_000;

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();
    private final Tenant tenant = new Tenant(api.key().apiKey().workspaceId(), Mode.TEST);
    private final Settlement settlement = settlement();
    private final String session =
            api.post("/v1/checkout-sessions", """
                    {"amount":%d,"currency":"IDR","successUrl":"https://shop.example/ok",
                     "cancelUrl":"https://shop.example/no"}""".formatted(PRICE)).expect(201).id();

    /** The first attempt is paid with another amount while the second is active, which then fails. */
    @Test
    void theFailureOfAnotherAttemptEndsNoReview() {
        String first = choose();
        TestGateway.get(settlement.abandon(now(), first, true));
        String second = choose();
        receive(first, PRICE - 1_000);
        assertThat(reviewPending()).isTrue();

        TestGateway.get(settlement.settle(now(), second, new Outcome.Declined("expired", "Not paid in time.")));

        assertThat(reviewPending()).isTrue();
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(409, "conflict");
        api.post("/v1/payment-attempts/" + first + "/accept", "").expect(200);
        assertThat(api.get("/v1/checkout-sessions/" + session).text("status")).isEqualTo("complete");
        assertThat(reviewPending()).isFalse();
    }

    @Test
    void dismissingOneReviewLeavesTheOther() {
        String first = choose();
        TestGateway.get(settlement.abandon(now(), first, true));
        String second = choose();
        receive(first, PRICE - 1_000);
        receive(second, PRICE - 2_000);

        api.post("/v1/payment-attempts/" + first + "/dismiss", "").expect(200);
        assertThat(reviewPending()).isTrue();
        api.post("/v1/payment-attempts/" + second + "/dismiss", "").expect(200);
        assertThat(reviewPending()).isFalse();
    }

    @Test
    void aSessionThatIsPaidByOneAttemptKeepsTheReviewOfTheOther() {
        String first = choose();
        TestGateway.get(settlement.abandon(now(), first, true));
        String second = choose();
        receive(first, PRICE - 1_000);
        receive(second, PRICE);

        JsonNode complete =
                api.get("/v1/checkout-sessions/" + session).expect(200).data();
        assertThat(complete.path("status").asText()).isEqualTo("complete");
        assertThat(complete.path("reviewPending").asBoolean()).isTrue();
        api.post("/v1/payment-attempts/" + first + "/accept", "").expect(200);
        assertThat(reviewPending()).isFalse();
        assertThat(api.get("/v1/payments?status=succeeded").data()).hasSize(2);
    }

    @Test
    void acceptingOneReviewLeavesTheOther() {
        String first = choose();
        TestGateway.get(settlement.abandon(now(), first, true));
        String second = choose();
        receive(first, PRICE - 1_000);
        receive(second, PRICE - 2_000);

        api.post("/v1/payment-attempts/" + second + "/accept", "").expect(200);

        JsonNode event = api.get("/v1/events?type=checkout_session.completed")
                .expect(200)
                .data()
                .path(0);
        assertThat(event.path("data").path("object").path("reviewPending").asBoolean())
                .isTrue();
        assertThat(reviewPending()).isTrue();
        api.post("/v1/payment-attempts/" + first + "/dismiss", "").expect(200);
        assertThat(reviewPending()).isFalse();
    }

    /** Each is decided while the other is still in review, and neither is written before both are decided. */
    @Test
    void dismissingBothReviewsAtTheSameTimeLeavesNone() throws Exception {
        String first = choose();
        TestGateway.get(settlement.abandon(now(), first, true));
        String second = choose();
        receive(first, PRICE - 1_000);
        receive(second, PRICE - 2_000);

        CompletableFuture<Answer> one;
        CompletableFuture<Answer> other;
        try (HeldLock lock = HeldLock.onRow(gateway.databaseConfig(), "checkout_sessions", session)) {
            one = api.sendLater("POST", "/v1/payment-attempts/" + first + "/dismiss", "", "dismiss-first");
            other = api.sendLater("POST", "/v1/payment-attempts/" + second + "/dismiss", "", "dismiss-second");
            lock.awaitWaiting(2);
        }

        one.join().expect(200);
        other.join().expect(200);
        assertThat(reviewPending()).isFalse();
    }

    private boolean reviewPending() {
        return api.get("/v1/checkout-sessions/" + session)
                .expect(200)
                .data()
                .path("reviewPending")
                .asBoolean();
    }

    /** Returns the id of the attempt that is active then. */
    private String choose() {
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        return api.get("/v1/payment-attempts?status=active")
                .data()
                .path(0)
                .path("id")
                .asText();
    }

    private void receive(String attempt, long amount) {
        TestGateway.get(settlement.settle(now(), attempt, new Outcome.Succeeded(null, amount, "IDR", null, Map.of())));
    }

    private ChangeContext now() {
        return ChangeContext.worker(
                tenant, Actor.timer("test", "Test"), Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private Settlement settlement() {
        Database database = gateway.gateway().database();
        AttemptStore attempts = new AttemptStore(database);
        PaymentStore payments = new PaymentStore(database);
        SettlementTransaction transaction = new SettlementTransaction(
                database,
                new CheckoutSessionStore(database, new HostedUrls(gateway.baseUrl())).payables(),
                attempts,
                new PaymentMetrics(new SimpleMeterRegistry()));
        Refunds refunds = new Refunds(
                new RefundStore(database),
                payments,
                attempts,
                new Providers(gateway.gateway().vertx()),
                new QueryQuota(Rate.perMinute(1)));
        return new Settlement(
                transaction, attempts, PaymentMethods.of(database), refunds::recordReversal, new Fees(List.of()));
    }
}
