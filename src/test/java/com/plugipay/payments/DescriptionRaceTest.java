package com.plugipay.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.HeldLock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A merchant changes a payment's description while it is settled: both have read it, and neither change is lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class DescriptionRaceTest {
    private static final String DESCRIPTION = "{\"description\":\"Order 8841\",\"metadata\":{\"order\":\"8841\"}}";

    private final DatabaseConfig database = TestDatabase.create();
    private final TestGateway gateway = TestGateway.start(database);
    private final Api api = gateway.merchant();

    @AfterAll
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({"true, confirm, succeeded", "false, confirm, succeeded", "true, reject, failed", "false, reject, failed"
    })
    void bothChangesOfASessionsPaymentCount(boolean describedFirst, String decision, String status)
            throws SQLException {
        String session = api.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","description":"Kopi","metadata":{"order":"1"},
                 "successUrl":"https://shop.example/ok","cancelUrl":"https://shop.example/back"}""").expect(201).id();
        String checkout = "/v1/public/checkout/sessions/" + session;
        api.post(checkout + "/charge", "{\"method\":\"bank_transfer\"}").expect(200);
        api.post(checkout + "/buyer-claim", "").expect(200);
        String payment = api.get("/v1/checkout-sessions/" + session).expect(200).text("paymentId");
        bothCount(describedFirst, payment, "/v1/checkout-sessions/" + session + "/" + decision, status);
    }

    @ParameterizedTest
    @CsvSource({"true, confirm, succeeded", "false, confirm, succeeded", "true, reject, failed", "false, reject, failed"
    })
    void bothChangesOfADirectPaymentCount(boolean describedFirst, String decision, String status) throws SQLException {
        String payment = api.post("/v1/payments", """
                {"amount":4900,"currency":"USD","method":"bank_transfer","description":"Kopi",
                 "metadata":{"order":"1"}}""").expect(201).id();
        bothCount(describedFirst, payment, "/v1/payments/" + payment + "/" + decision, status);
    }

    private void bothCount(boolean describedFirst, String payment, String settling, String status) throws SQLException {
        Supplier<CompletableFuture<Answer>> describe =
                () -> api.sendLater("PATCH", "/v1/payments/" + payment, DESCRIPTION);
        Supplier<CompletableFuture<Answer>> settle = () -> api.sendLater("POST", settling, "");
        CompletableFuture<Answer> first;
        CompletableFuture<Answer> second;
        try (HeldLock lock = HeldLock.onRow(database, "payments", payment)) {
            first = (describedFirst ? describe : settle).get();
            lock.awaitWaiting(1);
            second = (describedFirst ? settle : describe).get();
            lock.awaitWaiting(2);
        }
        first.join().expect(200);
        second.join().expect(200);

        JsonNode after = api.get("/v1/payments/" + payment).expect(200).data();
        assertThat(after.path("status").asText()).isEqualTo(status);
        assertThat(after.path("description").asText()).isEqualTo("Order 8841");
        assertThat(after.path("metadata").path("order").asText()).isEqualTo("8841");
        List<JsonNode> events = api.get("/v1/events?limit=100")
                .expect(200)
                .data()
                .valueStream()
                .filter(event ->
                        event.path("data").path("object").path("id").asText().equals(payment))
                .toList();
        assertThat(events.stream().map(event -> event.path("type").asText()))
                .contains("payment.updated")
                .containsOnlyOnce("payment." + status);
        JsonNode newest = events.getFirst().path("data").path("object");
        assertThat(newest.path("status").asText()).isEqualTo(status);
        assertThat(newest.path("description").asText()).isEqualTo("Order 8841");
    }
}
