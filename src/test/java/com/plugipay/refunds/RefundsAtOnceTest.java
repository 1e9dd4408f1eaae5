package com.plugipay.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.QueryQuota;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.errors.ErrorCode;
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
import com.plugipay.support.Api;
import com.plugipay.support.HeldLock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Concurrent changes of refunds. */
class RefundsAtOnceTest {
    private static final long PRICE = 4_900;
    private static final Outcome LOST = new Outcome.Declined("not_found", "The refund did not arrive.");

    private final DatabaseConfig config = TestDatabase.create();
    private final TestGateway gateway = TestGateway.start(config);
    private final Api api = gateway.merchant();
    private final Tenant tenant = new Tenant(api.key().apiKey().workspaceId(), Mode.TEST);
    private final Database database = gateway.gateway().database();
    private final RefundStore store = new RefundStore(database);
    private final PaymentStore payments = new PaymentStore(database);
    private final AttemptStore attempts = new AttemptStore(database);
    private final Refunds refunds = new Refunds(
            store, payments, attempts, new Providers(gateway.gateway().vertx()), new QueryQuota(Rate.perMinute(100)));

    /** Far ahead, so that the gateway's poller does not come first. */
    private final ChangeContext context = ChangeContext.worker(
            tenant,
            Actor.timer("test", "Test"),
            Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS));

    private final String payment = paid();

    @AfterEach
    void close() {
        gateway.close();
    }

    /** The merchant's refund reserves the amount after the reversal has read what remains, and before that is written. */
    @Test
    void aReversalHasToBeReportedAgainWhileARefundIsPending() throws Exception {
        Refund own = refund();
        Attempt attempt = TestGateway.get(attempts.ofPayment(tenant, payment)).orElseThrow();
        Future<RefundStore.ReserveResult> reserved;
        Future<Void> reversal;
        try (HeldLock lock = HeldLock.onRow(config, "payments", payment)) {
            reserved = store.reserve(context, own, context.now());
            lock.awaitWaiting(1);
            reversal = refunds.recordReversal(context, attempt, "rfd-1");
            lock.awaitWaiting(2);
        }
        assertThat(TestGateway.get(reserved)).isEqualTo(RefundStore.ReserveResult.RESERVED);
        assertThat(TestGateway.get(reversal.<Throwable>map(done -> new AssertionError("Recorded"))
                        .otherwise(failure -> failure)))
                .matches(ErrorCode.AMOUNT_NOT_REFUNDABLE::is);

        TestGateway.get(refunds.settlement().settle(context, own, LOST, 0));
        TestGateway.get(refunds.recordReversal(context, attempt, "rfd-1"));

        assertThat(api.get("/v1/payments/" + payment).text("status")).isEqualTo("refunded");
    }

    /** A poll has found no such refund, and a repeated request is about to send it once more. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefundIsEitherFailedOrSentOnceMore(boolean sentFirst) throws Exception {
        Refund own = refund();
        TestGateway.get(store.reserve(context, own, context.now()));
        Supplier<Future<Optional<Refund>>> sent = () -> store.resume(context, own.id(), context.now());
        Supplier<Future<Refund>> polled = () -> refunds.settlement().settlePolled(context, own, LOST, 1);
        Future<?> first;
        Future<?> second;
        try (HeldLock lock = HeldLock.onRow(config, "refunds", own.id())) {
            first = sentFirst ? sent.get() : polled.get();
            lock.awaitWaiting(1);
            second = sentFirst ? polled.get() : sent.get();
            lock.awaitWaiting(2);
        }
        TestGateway.get(Future.all(first, second));

        assertThat(api.get("/v1/refunds/" + own.id()).text("status")).isEqualTo(sentFirst ? "pending" : "failed");
        assertThat(TestGateway.get(store.remaining(tenant, payment))).isEqualTo(sentFirst ? 0 : PRICE);
        assertThat(TestGateway.get(store.resume(context, own.id(), context.now()))
                        .isPresent())
                .isEqualTo(sentFirst);
    }

    /** The provider gives a reference when it accepts the refund, and none with the outcome. */
    @Test
    void theEventOfAnEndHasTheReferenceThatWasKnownBefore() {
        Refund own = refund();
        TestGateway.get(store.reserve(context, own, context.now()));
        TestGateway.get(refunds.settlement().settle(context, own, new Outcome.Pending("rfd-1", Map.of()), 0));

        Refund ended = TestGateway.get(refunds.settlement()
                .settle(context, own, new Outcome.Succeeded(null, PRICE, "USD", null, Map.of()), 1));

        assertThat(ended.providerReference()).isEqualTo("rfd-1");
        assertThat(api.get("/v1/events?type=refund.succeeded")
                        .data()
                        .path(0)
                        .path("data")
                        .path("object")
                        .path("providerReference")
                        .asText())
                .isEqualTo("rfd-1");
    }

    private Refund refund() {
        Payment paid = TestGateway.get(payments.find(tenant, payment)).orElseThrow();
        return Refund.pending(paid, PRICE, Refund.Reason.OTHER, ManualFactory.KIND, null, context.now());
    }

    private String paid() {
        String id = api.post("/v1/payments", """
                {"amount":%d,"currency":"USD","method":"bank_transfer"}""".formatted(PRICE)).expect(201).id();
        api.post("/v1/payments/" + id + "/confirm", "").expect(200);
        return id;
    }
}
