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
import com.plugipay.providers.Outcome;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.HeldLock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A direct payment whose charge was paid twice, each time in another amount than was asked for: two attempts wait for a person,
 * and each of them may become the payment.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class DirectPaymentPaidTwiceTest {
    private static final long PRICE = 4_900;
    private static final long FIRST_AMOUNT = 4_000;
    private static final long SECOND_AMOUNT = 3_000;
    private static final long THIRD_AMOUNT = 2_000;

    private final DatabaseConfig database = TestDatabase.create();
    private final TestGateway gateway = TestGateway.start(database);

    @AfterAll
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatIsDismissedLeavesThePaymentToTheOther(boolean firstIsDismissed) {
        PaidTwice paid = new PaidTwice();

        paid.dismiss(firstIsDismissed ? paid.first : paid.second).expect(200);
        assertThat(paid.status()).isEqualTo("pending");
        paid.accept(firstIsDismissed ? paid.second : paid.first).expect(200);

        assertThat(paid.status()).isEqualTo("succeeded");
        assertThat(paid.amounts()).containsExactly(firstIsDismissed ? SECOND_AMOUNT : FIRST_AMOUNT);
        assertThat(paid.events()).containsExactly("payment.succeeded");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePaymentFailsWithTheLastOneThatIsDismissed(boolean firstIsFirst) {
        PaidTwice paid = new PaidTwice();

        paid.dismiss(firstIsFirst ? paid.first : paid.second).expect(200);
        assertThat(paid.status()).isEqualTo("pending");
        paid.dismiss(firstIsFirst ? paid.second : paid.first).expect(200);

        assertThat(paid.status()).isEqualTo("failed");
        assertThat(paid.events()).containsExactly("payment.failed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatIsDismissedAfterTheOtherWasAcceptedChangesNoPayment(boolean firstIsAccepted) {
        PaidTwice paid = new PaidTwice();

        paid.accept(firstIsAccepted ? paid.first : paid.second).expect(200);
        paid.dismiss(firstIsAccepted ? paid.second : paid.first).expect(200);

        assertThat(paid.status()).isEqualTo("succeeded");
        assertThat(paid.amounts()).containsExactly(firstIsAccepted ? FIRST_AMOUNT : SECOND_AMOUNT);
        assertThat(paid.events()).containsExactly("payment.succeeded");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothThatAreAcceptedAreAPaymentEach(boolean firstIsFirst) {
        PaidTwice paid = new PaidTwice();

        paid.accept(firstIsFirst ? paid.first : paid.second).expect(200);
        paid.accept(firstIsFirst ? paid.second : paid.first).expect(200);

        assertThat(paid.status()).isEqualTo("succeeded");
        assertThat(paid.amounts()).containsExactlyInAnyOrder(FIRST_AMOUNT, SECOND_AMOUNT);
    }

    /** Each is decided while the other one is still in review, and neither is written before both are decided. */
    @Test
    void thePaymentFailsOnceWhenBothAreDismissedAtTheSameMoment() throws SQLException {
        PaidTwice paid = new PaidTwice();
        CompletableFuture<Answer> one;
        CompletableFuture<Answer> other;
        try (HeldLock lock = HeldLock.onRow(database, "payments", paid.payment)) {
            one = paid.later("dismiss", paid.first);
            lock.awaitWaiting(1);
            other = paid.later("dismiss", paid.second);
            lock.awaitWaiting(2);
        }
        one.join().expect(200);
        other.join().expect(200);

        assertThat(paid.status()).isEqualTo("failed");
        assertThat(paid.events()).containsExactly("payment.failed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePaymentSucceedsWhenOneIsAcceptedAndTheOtherDismissedAtTheSameMoment(boolean acceptedFirst)
            throws SQLException {
        PaidTwice paid = new PaidTwice();
        CompletableFuture<Answer> one;
        CompletableFuture<Answer> other;
        try (HeldLock lock = HeldLock.onRow(database, "payments", paid.payment)) {
            one = paid.later(acceptedFirst ? "accept" : "dismiss", paid.first);
            lock.awaitWaiting(1);
            other = paid.later(acceptedFirst ? "dismiss" : "accept", paid.second);
            lock.awaitWaiting(2);
        }
        one.join().expect(200);
        other.join().expect(200);

        assertThat(paid.status()).isEqualTo("succeeded");
        assertThat(paid.amounts()).containsExactly(acceptedFirst ? FIRST_AMOUNT : SECOND_AMOUNT);
        assertThat(paid.events()).containsExactly("payment.succeeded");
    }

    @Test
    void bothThatAreAcceptedAtTheSameMomentAreAPaymentEach() throws SQLException {
        PaidTwice paid = new PaidTwice();
        CompletableFuture<Answer> one;
        CompletableFuture<Answer> other;
        try (HeldLock lock = HeldLock.onRow(database, "payments", paid.payment)) {
            one = paid.later("accept", paid.first);
            lock.awaitWaiting(1);
            other = paid.later("accept", paid.second);
            lock.awaitWaiting(2);
        }
        one.join().expect(200);
        other.join().expect(200);

        assertThat(paid.amounts()).containsExactlyInAnyOrder(FIRST_AMOUNT, SECOND_AMOUNT);
        assertThat(paid.api.get("/v1/payments?status=pending").data()).isEmpty();
    }

    /** The last attempt in review is dismissed while more money comes in, which is written first. */
    @Test
    void moneyThatComesWhileTheLastOneIsDismissedMayStillBecomeThePayment() throws SQLException {
        PaidTwice paid = new PaidTwice();
        paid.dismiss(paid.second).expect(200);
        Future<Attempt> more;
        CompletableFuture<Answer> dismissed;
        try (HeldLock lock = HeldLock.onRow(database, "payments", paid.payment)) {
            more = paid.receive("third", THIRD_AMOUNT);
            lock.awaitWaiting(1);
            dismissed = paid.later("dismiss", paid.first);
            lock.awaitWaiting(2);
        }
        TestGateway.get(more);
        dismissed.join().expect(200);

        assertThat(paid.status()).isEqualTo("pending");
        paid.accept(paid.inReview().getFirst()).expect(200);
        assertThat(paid.status()).isEqualTo("succeeded");
        assertThat(paid.amounts()).containsExactly(THIRD_AMOUNT);
    }

    /** What was dismissed comes in again, in another amount, while the last attempt in review is dismissed. */
    @Test
    void anEndedAttemptThatIsInReviewAgainMayStillBecomeThePayment() throws SQLException {
        PaidTwice paid = new PaidTwice();
        paid.dismiss(paid.first).expect(200);
        Future<Attempt> again;
        CompletableFuture<Answer> dismissed;
        try (HeldLock lock = HeldLock.onRow(database, "payments", paid.payment)) {
            again = paid.receive("first", FIRST_AMOUNT);
            lock.awaitWaiting(1);
            dismissed = paid.later("dismiss", paid.second);
            lock.awaitWaiting(2);
        }
        TestGateway.get(again);
        dismissed.join().expect(200);

        assertThat(paid.inReview()).containsExactly(paid.first);
        assertThat(paid.status()).isEqualTo("pending");
    }

    /** A merchant of its own with such a payment. */
    private final class PaidTwice {
        final Api api = gateway.merchant();
        private final Tenant tenant = new Tenant(api.key().apiKey().workspaceId(), Mode.TEST);
        final String payment =
                api.post("/v1/payments", """
                        {"amount":%d,"currency":"USD","method":"bank_transfer"}""".formatted(PRICE)).expect(201).id();
        final String first = api.get("/v1/payment-attempts?status=active")
                .data()
                .path(0)
                .path("id")
                .asText();
        final String second;
        private final int eventsBefore;

        PaidTwice() {
            TestGateway.get(receive("first", FIRST_AMOUNT));
            TestGateway.get(receive("second", SECOND_AMOUNT));
            List<String> both = inReview();
            assertThat(both).hasSize(2).contains(first);
            second = both.stream().filter(id -> !id.equals(first)).findFirst().orElseThrow();
            eventsBefore = allEvents().size();
        }

        /** Settles what a provider says of the first attempt's charge: that it was paid by this payment of its own. */
        Future<Attempt> receive(String providersPayment, long amount) {
            Database pool = gateway.gateway().database();
            AttemptStore attempts = new AttemptStore(pool);
            SettlementTransaction transaction =
                    new SettlementTransaction(pool, (of, id) -> Future.succeededFuture(Optional.empty()), attempts);
            Settlement settlement = new Settlement(
                    transaction,
                    attempts,
                    (context, attempt, reference) -> Future.succeededFuture(),
                    new Fees(List.of()));
            ChangeContext context = ChangeContext.worker(
                    tenant, Actor.timer("test", "Test"), Instant.now().truncatedTo(ChronoUnit.MILLIS));
            return settlement.settle(
                    context,
                    first,
                    new Outcome.Succeeded(null, amount, "USD", null, Map.of("paymentId", providersPayment)));
        }

        Answer accept(String attempt) {
            return later("accept", attempt).join();
        }

        Answer dismiss(String attempt) {
            return later("dismiss", attempt).join();
        }

        CompletableFuture<Answer> later(String decision, String attempt) {
            return api.sendLater("POST", "/v1/payment-attempts/" + attempt + "/" + decision, "");
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
                    .filter(event -> event.path("data")
                            .path("object")
                            .path("id")
                            .asText()
                            .equals(payment))
                    .map(event -> event.path("type").asText())
                    .toList()
                    .reversed();
        }
    }
}
