package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.HeldLock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A session ends at the moment at which its buyer chooses a method: an ended session has no running attempt. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class SessionEndRaceTest {
    private static final String SESSION = """
            {"amount":150000,"currency":"IDR","expiresInSec":3600,"successUrl":"https://shop.example/ok",
             "cancelUrl":"https://shop.example/back"}""";

    private final DatabaseConfig database = TestDatabase.create();
    private final TestGateway gateway = TestGateway.start(database);
    private final Api api = gateway.merchant();

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void cancelingSeesAnAttemptThatBeganJustBefore() throws SQLException {
        String id = session();
        CompletableFuture<Answer> chosen;
        CompletableFuture<Answer> canceled;
        try (HeldLock lock = HeldLock.onRow(database, "checkout_sessions", id)) {
            chosen = choose(id);
            lock.awaitWaiting(1);
            canceled = cancel(id);
            lock.awaitWaiting(2);
        }
        canceled.join().expect(200);
        assertThat(chosen.join().status()).as(chosen.join().body()).isIn(200, 409);
        assertEnded(id, "canceled");
        assertThat(attempts(id)).hasSize(1);
    }

    @Test
    void expirySeesAnAttemptThatBeganJustBefore() throws SQLException {
        String id = session();
        CompletableFuture<Answer> chosen;
        try (HeldLock lock = HeldLock.onRow(database, "checkout_sessions", id)) {
            chosen = choose(id);
            lock.awaitWaiting(1);
            gateway.clock().advance(Duration.ofHours(1));
            lock.awaitWaiting(2);
        }
        assertThat(chosen.join().status()).as(chosen.join().body()).isIn(200, 409);
        Awaitility.await()
                .until(() ->
                        api.get("/v1/checkout-sessions/" + id).text("status").equals("expired"));
        assertEnded(id, "expired");
        assertThat(attempts(id)).hasSize(1);
    }

    @Test
    void choosingAMethodAfterTheEndIsRefused() throws SQLException {
        String id = session();
        CompletableFuture<Answer> chosen;
        CompletableFuture<Answer> canceled;
        try (HeldLock lock = HeldLock.onRow(database, "checkout_sessions", id)) {
            canceled = cancel(id);
            lock.awaitWaiting(1);
            chosen = choose(id);
            lock.awaitWaiting(2);
        }
        canceled.join().expect(200);
        chosen.join().expect(409, "conflict");
        assertEnded(id, "canceled");
        assertThat(attempts(id)).isEmpty();
    }

    @Test
    void manyChoicesAndCancellationsAtATimeAgree() {
        List<String> sessions = IntStream.range(0, 100).mapToObj(i -> session()).toList();
        for (int round = 0; round < sessions.size(); round += 10) {
            List<CompletableFuture<Answer>> all = sessions.subList(round, round + 10).stream()
                    .flatMap(id -> IntStream.range(0, 4).mapToObj(i -> i == 2 ? cancel(id) : choose(id)))
                    .toList();
            all.forEach(answer ->
                    assertThat(answer.join().status()).as(answer.join().body()).isIn(200, 409));
        }
        sessions.forEach(id -> assertEnded(id, "canceled"));
    }

    private void assertEnded(String id, String status) {
        assertThat(api.get("/v1/checkout-sessions/" + id).expect(200).text("status"))
                .isEqualTo(status);
        assertThat(attempts(id)).as("attempts of " + id).allSatisfy(attempt -> {
            String end = attempt.path("status").asText()
                    + ' '
                    + attempt.path("failureCode").asText();
            // To the gateway an attempt that starts while the clock is moved ahead has waited an hour for its answer.
            assertThat(end).isIn("canceled session_ended", status.equals("expired") ? "failed answer_lost" : null);
        });
        List<String> events = api.get("/v1/events?limit=100")
                .expect(200)
                .data()
                .valueStream()
                .filter(event ->
                        event.path("data").path("object").path("id").asText().equals(id))
                .map(event -> event.path("type").asText())
                .toList();
        assertThat(events).containsExactly("checkout_session." + status);
        assertThat(api.get("/v1/payments?checkoutSessionId=" + id).data()).isEmpty();
    }

    private JsonNode attempts(String id) {
        return api.get("/v1/payment-attempts?checkoutSessionId=" + id)
                .expect(200)
                .data();
    }

    private String session() {
        return api.post("/v1/checkout-sessions", SESSION).expect(201).id();
    }

    private CompletableFuture<Answer> choose(String id) {
        return api.sendLater(
                "POST", "/v1/public/checkout/sessions/" + id + "/charge", "{\"method\":\"bank_transfer\"}");
    }

    private CompletableFuture<Answer> cancel(String id) {
        return api.sendLater("POST", "/v1/checkout-sessions/" + id + "/cancel", "");
    }
}
