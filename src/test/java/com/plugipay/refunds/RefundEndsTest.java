package com.plugipay.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.attempts.Attempt;
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
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.bus.Providers;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ends of refunds whose provider contradicts itself or does not report the outcome. */
class RefundEndsTest {
    private static final Actor ACTOR = Actor.timer("test", "Test");
    private static final long PRICE = 4_900;
    private static final Outcome LOST = new Outcome.Declined("not_found", "The refund did not arrive.");

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();
    private final Tenant tenant = new Tenant(api.key().apiKey().workspaceId(), Mode.TEST);
    private final Database database = gateway.gateway().database();
    private final RefundStore store = new RefundStore(database);
    private final PaymentStore payments = new PaymentStore(database);
    private final AttemptStore attempts = new AttemptStore(database);
    private final Refunds refunds = new Refunds(
            store, payments, attempts, new Providers(gateway.gateway().vertx()), new QueryQuota(Rate.perMinute(1)));
    private final String payment = paid();

    /** Far ahead, so that the gateway's poller does not come first. */
    private final Instant begin = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);

    @ParameterizedTest
    @ValueSource(longs = {1_000, PRICE})
    void aFailedRefundThatWasMadeAfterAllIsRecordedOnce(long amount) {
        Refund refund = pending(amount);
        settle(refund, LOST);
        assertThat(payment().path("amountRefunded").asLong()).isZero();

        List<Future<Refund>> settled = IntStream.range(0, 20)
                .mapToObj(i -> refunds.settlement().settle(at(begin), refund, succeeded("rfd-1", amount), 0))
                .toList();
        TestGateway.get(Future.join(settled).otherwiseEmpty());
        assertRecordedOnce(refund, amount);
        settle(refund, succeeded("rfd-1", amount));
        callBack(refund.id(), "rfd-1");
        callBack(null, "rfd-1");

        assertRecordedOnce(refund, amount);
    }

    /** The provider's first report has no id of Plugipay's, as for a refund that the merchant has made there. */
    @Test
    void aRefundThatIsRecordedByTheProvidersIdIsNotRecordedAgain() {
        Refund refund = pending(PRICE);
        settle(refund, LOST);
        Attempt attempt = TestGateway.get(attempts.ofPayment(tenant, payment)).orElseThrow();
        TestGateway.get(refunds.recordReversal(at(begin), attempt, "rfd-2"));
        callBack(refund.id(), "rfd-2");
        settle(refund, succeeded("rfd-2", PRICE));

        assertRecordedOnce(refund, PRICE);
    }

    @Test
    void aRefundThatFailsAgainIsNotRecordedAgain() {
        Refund refund = pending(PRICE);
        settle(refund, LOST);
        settle(refund, LOST);
        settle(refund, new Outcome.Pending("rfd-3", Map.of()));
        assertThat(payment().path("amountRefunded").asLong()).isZero();
        assertThat(api.get("/v1/refunds").data()).hasSize(1);
        assertThat(events("refund.failed")).isEqualTo(1);
        assertThat(TestGateway.get(store.remaining(tenant, payment))).isEqualTo(PRICE);
    }

    @Test
    void aRefundIsNotPolledBeforeTheProvidersPauseEnds() {
        Refund refund = pending(1_000);
        Duration pause = Duration.ofSeconds(90);

        settle(refund, new Outcome.NotDone(Outcome.NotDone.RATE_LIMITED, "Later.", pause));
        assertThat(nextPollAt()).isEqualTo(begin.plus(pause));

        settle(refund, new Outcome.NotDone(Outcome.NotDone.RATE_LIMITED, "Later.", Duration.ofSeconds(1)));
        assertThat(nextPollAt()).isEqualTo(WorkSchedule.later(0, begin));
    }

    /** The poll has found no such refund before a repeated request has sent it once more. */
    @Test
    void aRefundThatIsSentOnceMoreIsNotFailedByAnEarlierPoll() {
        Refund polled = pending(1_000);
        Instant next = begin.plus(Duration.ofMinutes(2));
        Refund resumed =
                TestGateway.get(store.resume(at(begin), polled.id(), next)).orElseThrow();

        TestGateway.get(refunds.settlement().settlePolled(at(begin), polled, LOST, 1));
        TestGateway.get(refunds.settlement().settlePolled(at(begin), polled, new Outcome.Unknown("No answer"), 1));
        assertThat(api.get("/v1/refunds/" + polled.id()).text("status")).isEqualTo("pending");
        assertThat(api.get("/v1/stuck").data()).isEmpty();

        TestGateway.get(refunds.settlement().settlePolled(at(begin), resumed, LOST, 1));
        assertThat(api.get("/v1/refunds/" + polled.id()).text("status")).isEqualTo("failed");
        assertThat(TestGateway.get(store.resume(at(begin), polled.id(), next))).isEmpty();
    }

    private @Nullable Instant nextPollAt() {
        return Instant.parse(
                api.get("/v1/stuck").data().path(0).path("nextTryAt").asText());
    }

    @Test
    void aPendingRefundIsStuckAfterItsLastPollUntilItEnds() {
        Refund refund = pending(1_000);
        Instant now = begin;
        for (int polls = 0; now != null; polls++) {
            assertThat(api.get("/v1/stuck").data()).isEmpty();
            TestGateway.get(
                    refunds.settlement().settle(at(now), refund, new Outcome.Pending("rfd-4", Map.of()), polls));
            now = WorkSchedule.later(polls, now);
        }
        JsonNode stuck = api.get("/v1/stuck").expect(200).data();
        assertThat(stuck).hasSize(1);
        assertThat(stuck.path(0).path("id").asText()).isEqualTo(refund.id());
        assertThat(stuck.path(0).path("type").asText()).isEqualTo("refund");
        assertThat(stuck.path(0).path("nextTryAt").isNull()).isTrue();
        assertThat(api.get("/v1/refunds/" + refund.id()).text("status")).isEqualTo("pending");

        callBack(refund.id(), "rfd-4");

        assertThat(api.get("/v1/stuck").data()).isEmpty();
        assertThat(api.get("/v1/refunds/" + refund.id()).text("status")).isEqualTo("succeeded");
        assertThat(payment().path("amountRefunded").asLong()).isEqualTo(1_000);
    }

    /** The bank takes the money back while a refund of a part of it is pending, which then succeeds or fails. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReversalIsRecordedWhenNoRefundIsPending(boolean succeeds) {
        Refund refund = pending(1_000);
        Attempt attempt = TestGateway.get(attempts.ofPayment(tenant, payment)).orElseThrow();
        assertThat(refunds.recordReversal(at(begin), attempt, "rev-1")
                        .toCompletionStage()
                        .toCompletableFuture())
                .failsWithin(Duration.ofSeconds(10));
        assertThat(payment().path("amountRefunded").asLong()).isZero();

        settle(refund, succeeds ? succeeded("rfd-5", 1_000) : LOST);
        TestGateway.get(refunds.recordReversal(at(begin), attempt, "rev-1"));
        TestGateway.get(refunds.recordReversal(at(begin), attempt, "rev-1"));

        assertThat(payment().path("amountRefunded").asLong()).isEqualTo(PRICE);
        assertThat(payment().path("status").asText()).isEqualTo("refunded");
        assertThat(api.get("/v1/refunds?status=succeeded").data()).hasSize(succeeds ? 2 : 1);
    }

    private void assertRecordedOnce(Refund refund, long amount) {
        assertThat(payment().path("amountRefunded").asLong()).isEqualTo(amount);
        assertThat(TestGateway.get(store.remaining(tenant, payment))).isEqualTo(PRICE - amount);
        JsonNode all = api.get("/v1/refunds").expect(200).data();
        assertThat(all.valueStream().map(one -> one.path("status").asText()))
                .containsExactlyInAnyOrder("failed", "succeeded");
        assertThat(api.get("/v1/refunds/" + refund.id()).text("status")).isEqualTo("failed");
        assertThat(events("refund.failed")).isEqualTo(1);
        assertThat(events("refund.succeeded")).isEqualTo(1);
        assertThat(events("payment.refunded") + events("payment.partially_refunded"))
                .isEqualTo(1);
    }

    private long events(String type) {
        return api.get("/v1/events?type=" + type).expect(200).data().size();
    }

    private String paid() {
        String id = api.post("/v1/payments", """
                {"amount":%d,"currency":"USD","method":"bank_transfer"}""".formatted(PRICE)).expect(201).id();
        api.post("/v1/payments/" + id + "/confirm", "").expect(200);
        return id;
    }

    private JsonNode payment() {
        return api.get("/v1/payments/" + payment).expect(200).data();
    }

    /** A refund whose provider has not answered. */
    private Refund pending(long amount) {
        Payment paid = TestGateway.get(payments.find(tenant, payment)).orElseThrow();
        Refund refund = Refund.pending(paid, amount, Refund.Reason.OTHER, ManualFactory.KIND, null, begin);
        assertThat(TestGateway.get(store.reserve(at(begin), refund, begin)))
                .isEqualTo(RefundStore.ReserveResult.RESERVED);
        return refund;
    }

    private void settle(Refund refund, Outcome outcome) {
        TestGateway.get(refunds.settlement().settle(at(begin), refund, outcome, 0));
    }

    private void callBack(@Nullable String refundId, String reference) {
        Attempt attempt = TestGateway.get(attempts.ofPayment(tenant, payment)).orElseThrow();
        TestGateway.get(refunds.callbacks()
                .handle(
                        at(begin),
                        new CallbackEvent.OfRefund(refundId, reference, attempt.id(), null),
                        () -> Future.succeededFuture(attempt)));
    }

    private static Outcome succeeded(String reference, long amount) {
        return new Outcome.Succeeded(reference, amount, "USD", null, Map.of());
    }

    private ChangeContext at(Instant now) {
        return ChangeContext.worker(tenant, ACTOR, now);
    }
}
