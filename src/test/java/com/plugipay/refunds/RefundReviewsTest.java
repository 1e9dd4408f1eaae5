package com.plugipay.refunds;

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
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentStore;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.bus.Providers;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.plugipay.work.WorkSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A merchant decides about a refund whose outcome is still unknown after three days of polls. */
class RefundReviewsTest {
    private static final long PRICE = 4_900;
    private static final long AMOUNT = 1_000;

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();
    private final Tenant tenant = new Tenant(api.key().apiKey().workspaceId(), Mode.TEST);
    private final Database database = gateway.gateway().database();
    private final RefundStore store = new RefundStore(database);
    private final PaymentStore payments = new PaymentStore(database);
    private final Refunds refunds = new Refunds(
            store,
            payments,
            new AttemptStore(database),
            new Providers(gateway.gateway().vertx()),
            new QueryQuota(Rate.perMinute(1)));

    /** Far ahead, so that the gateway's poller does not come first. */
    private final ChangeContext context = ChangeContext.worker(
            tenant,
            Actor.timer("test", "Test"),
            Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS));

    private final String payment = paid();
    private final Refund refund = pending();
    private final String path = "/v1/refunds/" + refund.id();

    @Test
    void aConfirmedRefundHasSucceeded() {
        giveUp();
        assertThat(stuck()).hasSize(1);

        Answer confirmed = api.post(path + "/confirm", "", "once").expect(200);

        assertThat(confirmed.text("status")).isEqualTo("succeeded");
        assertThat(api.get(path).data()).isEqualTo(confirmed.data());
        assertThat(stuck()).isEmpty();
        assertThat(payment().path("amountRefunded").asLong()).isEqualTo(AMOUNT);
        assertThat(payment().path("status").asText()).isEqualTo("partially_refunded");
        assertThat(events("refund.succeeded")).isEqualTo(1);
        assertThat(events("payment.partially_refunded")).isEqualTo(1);
        assertThat(actor("refund.succeeded")).isEqualTo("key");

        assertThat(api.post(path + "/confirm", "", "once").body()).isEqualTo(confirmed.body());
        api.post(path + "/confirm", "").expect(409, "conflict");
        api.post(path + "/reject", "").expect(409, "conflict");
        settle(new Outcome.Succeeded("rfd-1", AMOUNT, "USD", null, Map.of()));
        assertThat(payment().path("amountRefunded").asLong()).isEqualTo(AMOUNT);
    }

    @Test
    void aRejectedRefundHasFailedAndItsAmountCanBeRefundedAgain() {
        giveUp();
        api.post("/v1/refunds", "{\"paymentId\":\"%s\",\"amount\":%d}".formatted(payment, PRICE))
                .expect(422, "amount_not_refundable");

        Answer rejected = api.post(path + "/reject", "", "once").expect(200);

        assertThat(rejected.text("status")).isEqualTo("failed");
        assertThat(rejected.text("failureCode")).isEqualTo("rejected_by_merchant");
        assertThat(stuck()).isEmpty();
        assertThat(events("refund.failed")).isEqualTo(1);
        assertThat(actor("refund.failed")).isEqualTo("key");
        assertThat(api.post(path + "/reject", "", "once").body()).isEqualTo(rejected.body());
        api.post(path + "/reject", "").expect(409, "conflict");
        api.post(path + "/confirm", "").expect(409, "conflict");
        api.post("/v1/refunds", "{\"paymentId\":\"%s\"}".formatted(payment)).expect(201);
        assertThat(payment().path("amountRefunded").asLong()).isEqualTo(PRICE);
    }

    /** The provider reports it after all, as for any other refund that has failed. */
    @Test
    void aRejectedRefundThatWasMadeAfterAllIsRecorded() {
        giveUp();
        api.post(path + "/reject", "").expect(200);

        settle(new Outcome.Succeeded("rfd-1", AMOUNT, "USD", null, Map.of()));

        assertThat(payment().path("amountRefunded").asLong()).isEqualTo(AMOUNT);
        assertThat(api.get("/v1/refunds?status=succeeded").data()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"confirm", "reject"})
    void aRefundThatIsStillPolledCannotBeDecided(String decision) {
        api.post(path + '/' + decision, "").expect(409, "conflict");
        settle(new Outcome.Unknown("No answer"));
        api.post(path + '/' + decision, "").expect(409, "conflict");
        giveUp();
        settle(new Outcome.Pending("rfd-1", Map.of()));
        Answer refused = api.post(path + '/' + decision, "").expect(409, "conflict");

        assertThat(refused.json().path("error").path("message").asText()).contains("still being asked");
        assertThat(api.get(path).text("status")).isEqualTo("pending");
    }

    @ParameterizedTest
    @ValueSource(strings = {"confirm", "reject"})
    void otherWorkspacesFindNothing(String decision) {
        giveUp();
        gateway.merchant().post(path + '/' + decision, "").expect(404, "not_found");
        api.post("/v1/refunds/re_unknown/" + decision, "").expect(404, "not_found");
        assertThat(api.get(path).text("status")).isEqualTo("pending");
    }

    @Test
    void oneOfManyConcurrentDecisionsCounts() {
        giveUp();
        List<CompletableFuture<Answer>> decisions = IntStream.range(0, 20)
                .mapToObj(i -> api.sendLater("POST", path + (i % 2 == 0 ? "/confirm" : "/reject"), ""))
                .toList();
        List<Integer> statuses = decisions.stream()
                .map(decision -> decision.join().status())
                .sorted()
                .toList();

        assertThat(statuses.getFirst()).isEqualTo(200);
        assertThat(statuses.subList(1, 20)).containsOnly(409);
        boolean confirmed = api.get(path).text("status").equals("succeeded");
        assertThat(payment().path("amountRefunded").asLong()).isEqualTo(confirmed ? AMOUNT : 0);
        assertThat(TestGateway.get(store.remaining(tenant, payment))).isEqualTo(confirmed ? PRICE - AMOUNT : PRICE);
        assertThat(events("refund.succeeded") + events("refund.failed")).isEqualTo(1);
    }

    /** A refund whose provider has not answered. */
    private Refund pending() {
        Payment found = TestGateway.get(payments.find(tenant, payment)).orElseThrow();
        Refund reserved = Refund.pending(found, AMOUNT, Refund.Reason.OTHER, ManualFactory.KIND, null, context.now());
        assertThat(TestGateway.get(store.reserve(context, reserved, context.now())))
                .isEqualTo(RefundStore.ReserveResult.RESERVED);
        return reserved;
    }

    private void settle(Outcome outcome) {
        TestGateway.get(refunds.settlement().settle(context, refund, outcome, 0));
    }

    private void giveUp() {
        TestGateway.get(refunds.settlement()
                .settle(context, refund, new Outcome.Unknown("No answer"), WorkSchedule.IN_THREE_DAYS));
    }

    private JsonNode stuck() {
        return api.get("/v1/stuck?type=refund").expect(200).data();
    }

    private JsonNode payment() {
        return api.get("/v1/payments/" + payment).expect(200).data();
    }

    private long events(String type) {
        return api.get("/v1/events?type=" + type).expect(200).data().size();
    }

    private String actor(String action) {
        return api.audited("action=" + action, 1)
                .data()
                .path(0)
                .path("actor")
                .path("type")
                .asText();
    }

    private String paid() {
        String id = api.post("/v1/payments", """
                {"amount":%d,"currency":"USD","method":"bank_transfer"}""".formatted(PRICE)).expect(201).id();
        api.post("/v1/payments/" + id + "/confirm", "").expect(200);
        return id;
    }
}
