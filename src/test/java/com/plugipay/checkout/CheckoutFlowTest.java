package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session from its creation to its end, in every course that a bank transfer can take. */
class CheckoutFlowTest {
    private static final String SESSION = """
            {"amount":150000,"currency":"IDR","description":"Kopi Gayo","successUrl":"https://shop.example/ok",
             "cancelUrl":"https://shop.example/back",
             "lineItems":[{"name":"Gayo","quantity":2,"unitAmount":75000}],"metadata":{"order":"8841"}}""";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @Test
    void aTransferThatIsClaimedAndConfirmedCompletesTheSession() {
        Answer created = api.post("/v1/checkout-sessions", SESSION).expect(201);
        assertThat(created.text("status")).isEqualTo("open");
        assertThat(created.text("hostedUrl")).isEqualTo(gateway.baseUrl() + "/c/" + created.id());
        assertThat(created.data().path("methods").path(0).asText()).isEqualTo("bank_transfer");

        JsonNode chosen = charge(created.id()).expect(200).data();
        String reference = chosen.path("nextAction").path("reference").asText();
        assertThat(reference).matches("T-[2-9A-Z]{7}");
        assertThat(charge(created.id())
                        .data()
                        .path("nextAction")
                        .path("reference")
                        .asText())
                .as("choosing again gives the same transfer")
                .isEqualTo(reference);

        claim(created.id()).expect(200);
        Answer claimed = api.get("/v1/checkout-sessions/" + created.id()).expect(200);
        assertThat(claimed.text("status")).isEqualTo("open");
        Answer payment = api.get("/v1/payments/" + claimed.text("paymentId")).expect(200);
        assertThat(payment.text("status")).isEqualTo("pending");
        assertThat(payment.text("providerReference")).isEqualTo(reference);

        Answer confirmed = confirm(created.id(), "").expect(200);
        assertThat(confirmed.text("status")).isEqualTo("complete");
        Answer paid = api.get("/v1/payments/" + claimed.text("paymentId"));
        assertThat(paid.text("status")).isEqualTo("succeeded");
        assertThat(paid.data().path("netAmount").asLong()).isEqualTo(150000);
        assertThat(paid.data().path("late").asBoolean()).isFalse();
        assertThat(auditOf(created.id())).contains("checkout_session.created", "checkout_session.completed");
        confirm(created.id(), "").expect(409, "conflict");
        api.post("/v1/checkout-sessions/" + created.id() + "/cancel", "").expect(409, "conflict");
    }

    @Test
    void aTransferThatIsConfirmedWithoutAClaimCompletesTheSession() {
        String id = api.post("/v1/checkout-sessions", SESSION).expect(201).id();
        Answer confirmed = confirm(id, "{}").expect(200);
        assertThat(confirmed.text("status")).isEqualTo("complete");
        assertThat(api.get("/v1/payments?checkoutSessionId=" + id).data()).hasSize(1);
    }

    @Test
    void aTransferThatIsRejectedFailsThePaymentAndCancelsTheSession() {
        String id = api.post("/v1/checkout-sessions", SESSION).expect(201).id();
        charge(id).expect(200);
        claim(id).expect(200);
        Answer rejected =
                api.post("/v1/checkout-sessions/" + id + "/reject", "").expect(200);
        assertThat(rejected.text("status")).isEqualTo("canceled");
        Answer payment = api.get("/v1/payments/" + rejected.text("paymentId")).expect(200);
        assertThat(payment.text("status")).isEqualTo("failed");
        assertThat(payment.text("failureCode")).isEqualTo("transfer_not_received");
        confirm(id, "{\"late\":true}").expect(409, "conflict");
    }

    @Test
    void aSessionCannotBeCanceledWhileATransferIsPending() {
        String id = api.post("/v1/checkout-sessions", SESSION).expect(201).id();
        charge(id).expect(200);
        claim(id).expect(200);
        api.post("/v1/checkout-sessions/" + id + "/cancel", "").expect(409, "conflict");
    }

    @Test
    void aCanceledSessionCannotBePaid() {
        String id = api.post("/v1/checkout-sessions", SESSION).expect(201).id();
        assertThat(api.post("/v1/checkout-sessions/" + id + "/cancel", "")
                        .expect(200)
                        .text("status"))
                .isEqualTo("canceled");
        charge(id).expect(409, "conflict");
        claim(id).expect(409, "conflict");
    }

    @Test
    void aSessionThatIsConfirmedAHundredTimesIsPaidOnce() {
        String id = api.post("/v1/checkout-sessions", SESSION).expect(201).id();
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(api.sendLater("POST", "/v1/checkout-sessions/" + id + "/confirm", ""));
        }
        List<Integer> statuses =
                answers.stream().map(answer -> answer.join().status()).toList();
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).allMatch(status -> status == 200 || status == 409);
        assertThat(api.get("/v1/payments?checkoutSessionId=" + id).data()).hasSize(1);
    }

    @Test
    void aClaimAndAConfirmationAtTheSameTimeMakeOnePayment() {
        for (int round = 0; round < 25; round++) {
            String id = api.post("/v1/checkout-sessions", SESSION).expect(201).id();
            charge(id).expect(200);
            CompletableFuture<Answer> claim =
                    api.sendLater("POST", "/v1/public/checkout/sessions/" + id + "/buyer-claim", "");
            CompletableFuture<Answer> confirm = api.sendLater("POST", "/v1/checkout-sessions/" + id + "/confirm", "");
            CompletableFuture<Answer> again = confirm.thenCompose(
                    ignored -> api.sendLater("POST", "/v1/checkout-sessions/" + id + "/confirm", ""));
            assertThat(claim.join().status()).as(claim.join().body()).isIn(200, 409);
            confirm.join().expect(200);
            again.join().expect(409, "conflict");
            assertThat(api.get("/v1/checkout-sessions/" + id).expect(200).text("status"))
                    .isEqualTo("complete");
            JsonNode payments = api.get("/v1/payments?checkoutSessionId=" + id).data();
            assertThat(payments).hasSize(1);
            assertThat(payments.path(0).path("status").asText()).isEqualTo("succeeded");
        }
    }

    @Test
    void aSessionExpiresByItselfAndLateMoneyIsAcceptedOnRequest() {
        try (TestGateway own = TestGateway.start(TestDatabase.create())) {
            Api merchant = own.merchant();
            String id =
                    merchant.post("/v1/checkout-sessions", SESSION).expect(201).id();
            String claimed =
                    merchant.post("/v1/checkout-sessions", SESSION).expect(201).id();
            merchant.post("/v1/public/checkout/sessions/" + claimed + "/charge", "{\"method\":\"bank_transfer\"}")
                    .expect(200);
            merchant.post("/v1/public/checkout/sessions/" + claimed + "/buyer-claim", "")
                    .expect(200);
            own.clock().advance(Duration.ofDays(1));
            Awaitility.await()
                    .until(() -> merchant.get("/v1/checkout-sessions/" + id)
                            .text("status")
                            .equals("expired"));
            assertThat(merchant.get("/v1/checkout-sessions/" + claimed).text("status"))
                    .as("a payment that is on its way stops the clock")
                    .isEqualTo("open");
            merchant.post("/v1/checkout-sessions/" + id + "/confirm", "").expect(409, "conflict");
            Answer late = merchant.post("/v1/checkout-sessions/" + id + "/confirm", "{\"late\":true}")
                    .expect(200);
            assertThat(late.text("status")).isEqualTo("complete");
            assertThat(late.data().path("late").asBoolean()).isTrue();
            assertThat(merchant.get("/v1/events?type=checkout_session.completed")
                            .data()
                            .path(0)
                            .at("/data/object/late")
                            .asBoolean())
                    .isTrue();
            assertThat(merchant.get("/v1/payments/" + late.text("paymentId"))
                            .data()
                            .path("late")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void aDirectPaymentIsPendingWithInstructionsUntilItIsConfirmed() {
        Answer payment = api.post("/v1/payments", """
                {"amount":4900,"currency":"USD","method":"bank_transfer"}""").expect(201);
        assertThat(payment.text("status")).isEqualTo("pending");
        assertThat(payment.data().path("nextAction").path("type").asText()).isEqualTo("transfer_instructions");
        Answer paid = api.post("/v1/payments/" + payment.id() + "/confirm", "").expect(200);
        assertThat(paid.text("status")).isEqualTo("succeeded");
        assertThat(paid.data().path("nextAction").isNull()).isTrue();
        api.post("/v1/payments/" + payment.id() + "/reject", "").expect(409, "conflict");
        Answer described = api.patch("/v1/payments/" + payment.id(), """
                {"description":"Paid by hand","metadata":{"a":"b"}}""").expect(200);
        assertThat(described.text("description")).isEqualTo("Paid by hand");
        api.patch("/v1/payments/" + payment.id(), "{\"amount\":1}").expect(400, "validation_error");
    }

    @Test
    void aWorkspaceWithoutAProviderGetsAnError() {
        Api other = api.with(gateway.workspace().test());
        other.post("/v1/checkout-sessions", SESSION).expect(422, "provider_not_configured");
        other.post("/v1/payments", """
                {"amount":4900,"currency":"USD","method":"bank_transfer"}""").expect(422, "provider_not_configured");
    }

    @Test
    void creatingASessionTakesOneStatement() {
        try (TestGateway own = TestGateway.start(TestDatabase.create())) {
            Api merchant = own.merchant();
            merchant.post("/v1/checkout-sessions", SESSION, "warm").expect(201);
            // Statements of timers and of the key come in between: the smallest difference is the true one.
            long fewest = IntStream.range(0, 20)
                    .mapToLong(i -> {
                        long before = own.gateway().database().statements();
                        merchant.post("/v1/checkout-sessions", SESSION, "one-" + i)
                                .expect(201);
                        return own.gateway().database().statements() - before;
                    })
                    .min()
                    .orElseThrow();
            assertThat(fewest).isEqualTo(1);
        }
    }

    @Test
    void theMountOfTheSdksUsesTheirSpelling() {
        String id = api.post("/v1/checkout-sessions", SESSION).expect(201).id();
        confirm(id, "").expect(200);
        Answer ofTheSdk = api.get("/api/v1/checkout-sessions/" + id).expect(200);
        assertThat(ofTheSdk.text("status")).isEqualTo("completed");
        assertThat(ofTheSdk.text("accountId")).isEqualTo(ofTheSdk.text("workspaceId"));
        assertThat(api.get("/v1/checkout-sessions/" + id).data().has("accountId"))
                .isFalse();
        for (String spelling : List.of("complete", "completed")) {
            assertThat(api.get("/v1/checkout-sessions?status=" + spelling).data())
                    .hasSize(1);
        }
        Answer key = api.post("/api/v1/api-keys", "{\"name\":\"Library\"}").expect(201);
        assertThat(key.text("environment")).isEqualTo("test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/c/sess_01M81BMWWHETYET72QYTRTH8JK", "/c/%00", "/c/..%2f", "/c/sess'"})
    void anUnknownPageIs404(String path) {
        Answer page = api.raw("GET", path, new byte[0], Map.of());
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.header("Content-Type")).startsWith("text/html");
    }

    private Answer charge(String id) {
        return api.post("/v1/public/checkout/sessions/" + id + "/charge", "{\"method\":\"bank_transfer\"}");
    }

    private Answer claim(String id) {
        return api.post("/v1/public/checkout/sessions/" + id + "/buyer-claim", "");
    }

    private Answer confirm(String id, String body) {
        return api.post("/v1/checkout-sessions/" + id + "/confirm", body);
    }

    private List<String> auditOf(String id) {
        return api.audited("objectId=" + id, 2).data().findValuesAsText("action");
    }
}
