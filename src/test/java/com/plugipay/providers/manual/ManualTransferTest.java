package com.plugipay.providers.manual;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Only the merchant sees a transfer, and may confirm and reject it at the same time. */
class ManualTransferTest {
    private static final int ROUNDS = 25;
    private static final String SESSION = """
            {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
             "cancelUrl":"https://shop.example/no"}""";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @Test
    void ofConfirmAndRejectAtOnceOneCountsForASession() {
        for (int round = 0; round < ROUNDS; round++) {
            String id = claimedSession();
            String target = "/v1/checkout-sessions/" + id;
            List<CompletableFuture<Answer>> words = say(target, round);
            assertThat(statuses(words)).containsExactlyInAnyOrder(200, 409, 409, 409);

            Answer session = api.get(target).expect(200);
            JsonNode payment = api.get("/v1/payments/" + session.text("paymentId"))
                    .expect(200)
                    .data();
            boolean isPaid = session.text("status").equals("complete");
            assertThat(payment.path("status").asText()).isEqualTo(isPaid ? "succeeded" : "failed");
            assertThat(eventTypes(id))
                    .containsExactly(isPaid ? "checkout_session.completed" : "checkout_session.canceled");
            assertThat(eventTypes(payment.path("id").asText()))
                    .containsExactly(isPaid ? "payment.succeeded" : "payment.failed", "payment.pending");
        }
        assertThat(api.get("/v1/stuck").data()).isEmpty();
    }

    @Test
    void ofConfirmAndRejectAtOnceOneCountsForADirectPayment() {
        for (int round = 0; round < ROUNDS; round++) {
            String id = directPayment();
            List<CompletableFuture<Answer>> words = say("/v1/payments/" + id, round);
            assertThat(statuses(words)).containsExactlyInAnyOrder(200, 409, 409, 409);
            Answer payment = api.get("/v1/payments/" + id).expect(200);
            assertThat(payment.text("status")).isIn("succeeded", "failed");
            words.stream()
                    .map(CompletableFuture::join)
                    .filter(answer -> answer.status() == 200)
                    .forEach(answer -> assertThat(answer.text("status")).isEqualTo(payment.text("status")));
            assertThat(eventTypes(id)).containsOnlyOnce("payment." + payment.text("status"));
            assertThat(eventTypes(id))
                    .doesNotContain(payment.text("status").equals("failed") ? "payment.succeeded" : "payment.failed");
        }
        assertThat(api.get("/v1/stuck").data()).isEmpty();
    }

    /** The buyer never chose the method, so there is no charge that a refund could use. */
    @Test
    void anUnexpectedTransferCanBeRefunded() {
        String id = session();
        String payment = api.post("/v1/checkout-sessions/" + id + "/confirm", "")
                .expect(200)
                .text("paymentId");
        api.post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":50000}")
                .expect(201);
        assertThat(api.get("/v1/payments/" + payment)
                        .data()
                        .path("amountRefunded")
                        .asLong())
                .isEqualTo(50_000);
    }

    /** Of many transfers two have the same first possible reference. */
    @Test
    void noTwoTransfersHaveTheSameReference() {
        Tenant tenant = new Tenant(api.key().apiKey().workspaceId(), Mode.TEST);
        TransferTermsStore terms = new TransferTermsStore(gateway.gateway().database());
        String first = attempt(directPayment());
        String second = attempt(directPayment());
        List<String> references = TransferReference.of(first);
        TransferTerms usual = new TransferTerms(null, references.getFirst());
        TransferTerms other = new TransferTerms(null, references.get(1));

        assertThat(TestGateway.get(terms.find(tenant, first, references))).contains(usual);
        assertThat(TestGateway.get(terms.find(tenant, second, references))).contains(other);
        assertThat(TestGateway.get(terms.find(tenant, second, List.of(usual.reference()))))
                .contains(usual);
        assertThat(TestGateway.get(terms.find(tenant, "att_unknown", references)))
                .isEmpty();
    }

    /** What is left out stays as it is, and each part alone is enough to pay by. */
    @Test
    void theAccountIsChangedInPart() {
        Api other = Api.of(gateway, gateway.workspace().test());
        Answer nothing = other.put("/v1/adapters/manual", "{}").expect(400, "validation_error");
        assertThat(nothing.field()).isEqualTo("bankAccounts");
        other.put("/api/v1/adapters/manual", "{\"instructions\":\"Pay at the counter.\"}")
                .expect(200);
        String id = other.post("/v1/checkout-sessions", SESSION).expect(201).id();
        other.post("/v1/public/checkout/sessions/" + id + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        assertThat(other.raw("GET", "/c/" + id, new byte[0], Map.of("Accept-Language", "en"))
                        .body())
                .contains("Pay as follows", "Pay at the counter.");

        other.put("/v1/adapters/manual", "{\"staticQrImageUrl\":\"https://shop.example/qr.png\"}")
                .expect(200);
        JsonNode config =
                other.put("/v1/adapters/manual", """
                {"bankAccounts":[{"bankName":"BCA","accountNumber":"1","accountHolder":"PT"}],"instructions":null}""").expect(200).data().path("publicConfig");
        assertThat(config.path("staticQrImageUrl").asText()).isEqualTo("https://shop.example/qr.png");
        assertThat(config.path("instructions").isNull()).isTrue();
        assertThat(config.path("bankAccounts")).hasSize(1);
        other.put("/v1/adapters/manual", "{\"bankAccounts\":[],\"staticQrImageUrl\":null}")
                .expect(400, "validation_error");
    }

    @Test
    void twoPartsAtOnceAreBothKept() {
        for (int round = 0; round < ROUNDS; round++) {
            Api other = Api.of(gateway, gateway.workspace().test());
            String path = "/v1/adapters/manual";
            List.of(
                            other.sendLater("PUT", path, "{\"instructions\":\"Pay at the counter.\"}"),
                            other.sendLater("PUT", path, "{\"staticQrImageUrl\":\"https://shop.example/qr.png\"}"))
                    .forEach(answer -> answer.join().expect(200));
            JsonNode config = other.get("/v1/adapters").data().at("/manual/publicConfig");
            assertThat(config.path("instructions").asText()).isEqualTo("Pay at the counter.");
            assertThat(config.path("staticQrImageUrl").asText()).isEqualTo("https://shop.example/qr.png");
        }
    }

    private String attempt(String paymentId) {
        return new DirectSql(gateway.databaseConfig())
                .texts("select id from payment_attempts where payment_id = ?", paymentId)
                .getFirst();
    }

    private String directPayment() {
        return api.post("/v1/payments", """
                {"amount":4900,"currency":"USD","method":"bank_transfer"}""").expect(201).id();
    }

    /** Runs all concurrently; which is first differs from round to round. */
    private List<CompletableFuture<Answer>> say(String target, int round) {
        return (round % 2 == 0
                        ? Stream.of("confirm", "reject", "confirm", "reject")
                        : Stream.of("reject", "confirm", "reject", "confirm"))
                .map(word -> api.sendLater("POST", target + "/" + word, ""))
                .toList();
    }

    private static List<Integer> statuses(List<CompletableFuture<Answer>> answers) {
        return answers.stream().map(answer -> answer.join().status()).toList();
    }

    /** The newest first. */
    private List<String> eventTypes(String id) {
        return api.get("/v1/events?limit=100")
                .expect(200)
                .data()
                .valueStream()
                .filter(event ->
                        event.path("data").path("object").path("id").asText().equals(id))
                .map(event -> event.path("type").asText())
                .toList();
    }

    private String session() {
        return api.post("/v1/checkout-sessions", SESSION).expect(201).id();
    }

    private String claimedSession() {
        String id = session();
        api.post("/v1/public/checkout/sessions/" + id + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        api.post("/v1/public/checkout/sessions/" + id + "/buyer-claim", "").expect(200);
        return id;
    }
}
