package com.plugipay.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.payments.Fees;
import com.plugipay.payments.PaymentMetrics;
import com.plugipay.providers.Outcome;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.HeldLock;
import com.plugipay.support.PaymentMethods;
import com.plugipay.support.TestGateway;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A merchant of its own with a direct payment whose charge was paid twice, each time in another amount than was asked for. */
final class PaidTwice {
    static final long FIRST_AMOUNT = 4_000;
    static final long SECOND_AMOUNT = 3_000;
    private static final long PRICE = 4_900;

    private final TestGateway gateway;
    private final DatabaseConfig database;
    final Api api;
    private final Tenant tenant;
    final String payment;
    private final String charged;
    final String one;
    final String other;
    final long amountOfOne;
    final long amountOfOther;
    private final int eventsBefore;

    /** @param firstIsOne whether {@code one} is the attempt that was paid first, or else {@code other} */
    PaidTwice(TestGateway gateway, DatabaseConfig database, boolean firstIsOne) {
        this.gateway = gateway;
        this.database = database;
        api = gateway.merchant();
        tenant = new Tenant(api.key().apiKey().workspaceId(), Mode.TEST);
        payment = api.post("/v1/payments", """
                {"amount":%d,"currency":"USD","method":"bank_transfer"}""".formatted(PRICE)).expect(201).id();
        charged = api.get("/v1/payment-attempts?status=active")
                .data()
                .path(0)
                .path("id")
                .asText();
        TestGateway.get(receive("first", FIRST_AMOUNT, "USD"));
        TestGateway.get(receive("second", SECOND_AMOUNT, "USD"));
        List<String> both = inReview();
        assertThat(both).hasSize(2).contains(charged);
        String second =
                both.stream().filter(id -> !id.equals(charged)).findFirst().orElseThrow();
        one = firstIsOne ? charged : second;
        other = firstIsOne ? second : charged;
        amountOfOne = firstIsOne ? FIRST_AMOUNT : SECOND_AMOUNT;
        amountOfOther = firstIsOne ? SECOND_AMOUNT : FIRST_AMOUNT;
        eventsBefore = allEvents().size();
    }

    /** Settles what a provider says of the charge: that it was paid by this payment of its own. */
    Future<Attempt> receive(String providersPayment, long amount, String currency) {
        Database pool = gateway.gateway().database();
        AttemptStore attempts = new AttemptStore(pool);
        SettlementTransaction transaction = new SettlementTransaction(
                pool,
                (of, id) -> Future.succeededFuture(Optional.empty()),
                attempts,
                new PaymentMetrics(new SimpleMeterRegistry()));
        Settlement settlement = new Settlement(
                transaction,
                attempts,
                PaymentMethods.of(pool),
                (context, attempt, reference) -> Future.succeededFuture(),
                new Fees(List.of()));
        ChangeContext context = ChangeContext.worker(
                tenant, Actor.timer("test", "Test"), Instant.now().truncatedTo(ChronoUnit.MILLIS));
        return settlement.settle(
                context,
                charged,
                new Outcome.Succeeded(null, amount, currency, null, Map.of("paymentId", providersPayment)));
    }

    void accept(String attempt) {
        decide("accept", attempt).join();
    }

    void dismiss(String attempt) {
        decide("dismiss", attempt).join();
    }

    CompletableFuture<Answer> decide(String decision, String attempt) {
        return api.sendLater("POST", "/v1/payment-attempts/" + attempt + "/" + decision, "")
                .thenApply(answer -> answer.expect(200));
    }

    /** Both are decided before either is written; the first is written first. */
    void atTheSameMoment(Supplier<? extends CompletionStage<?>> decision, Supplier<? extends CompletionStage<?>> next)
            throws SQLException {
        CompletionStage<?> first;
        CompletionStage<?> second;
        try (HeldLock lock = HeldLock.onRow(database, "payments", payment)) {
            first = decision.get();
            lock.awaitWaiting(1);
            second = next.get();
            lock.awaitWaiting(2);
        }
        first.toCompletableFuture().join();
        second.toCompletableFuture().join();
    }

    String status() {
        return api.get("/v1/payments/" + payment).expect(200).text("status");
    }

    List<String> inReview() {
        return api.get("/v1/payment-attempts?status=review").data().findValuesAsText("id");
    }

    /** The amounts of the payments whose money is here. */
    List<Long> amounts() {
        return api.get("/v1/payments?status=succeeded")
                .data()
                .valueStream()
                .map(found -> found.path("amount").asLong())
                .toList();
    }

    /** The types of the payment's events since it was paid twice, the oldest first. */
    List<String> events() {
        List<String> all = allEvents();
        return all.subList(eventsBefore, all.size());
    }

    private List<String> allEvents() {
        return api.get("/v1/events?limit=100")
                .data()
                .valueStream()
                .filter(event ->
                        event.path("data").path("object").path("id").asText().equals(payment))
                .map(event -> event.path("type").asText())
                .toList()
                .reversed();
    }
}
