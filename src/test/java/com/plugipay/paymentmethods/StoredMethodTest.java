package com.plugipay.paymentmethods;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestSandbox;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payment methods are stored with a payment and without one, charged again, and ended. */
class StoredMethodTest {
    private final TestSandbox sandbox = TestSandbox.shared();
    private final Api api = sandbox.merchant(XenditFactory.KIND);
    private final CardOwner owner = new CardOwner(api);

    @Test
    void aCardIsStoredWithAPayment() {
        Answer session = owner.session("\"amount\":150000,\"savePaymentMethod\":true");
        owner.give(session.id(), CardOwner.GOOD);
        owner.await(session.id(), "complete");

        JsonNode method = Awaitility.await()
                .until(owner::methods, found -> found.size() == 1)
                .getFirst();
        assertThat(method.path("id").asText()).matches("pt_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(method.path("label").asText()).isEqualTo("Visa •••• 1000");
        assertThat(method.path("last4").asText()).isEqualTo("1000");
        assertThat(method.path("expYear").asInt()).isEqualTo(2040);
        assertThat(method.path("status").asText()).isEqualTo("active");
        assertThat(method.path("provider").asText()).isEqualTo("xendit");
        assertThat(method.has("token")).isFalse();
        assertThat(sql("select encode(token, 'escape') from payment_methods where id = ?", method))
                .noneMatch(token -> token.contains("pt-"));
    }

    @Test
    void theBuyerMayDecline() {
        Answer session = owner.session("\"amount\":150000,\"savePaymentMethod\":true,\"methods\":[\"qris\",\"card\"]");
        String page =
                api.raw("GET", "/c/" + session.id(), new byte[0], Map.of()).body();
        assertThat(page).contains("name=\"save\"").contains("checked");
        form(session.id(), "method=card").expect(303);
        String attempt = api.get("/v1/payment-attempts?checkoutSessionId=" + session.id())
                .data()
                .path(0)
                .path("savedFor")
                .asText();
        assertThat(attempt).isIn("", "null");
    }

    @Test
    void aKnownCustomerPaysInOnePress() {
        String stored = owner.store(CardOwner.GOOD);
        Answer session = owner.session("\"amount\":99000");
        assertThat(api.raw("GET", "/c/" + session.id(), new byte[0], Map.of()).body())
                .contains("Visa •••• 1000")
                .contains(stored);

        form(session.id(), "method=card&stored=" + stored).expect(303);

        JsonNode paid = owner.await(session.id(), "complete");
        Answer payment =
                api.get("/v1/payments/" + paid.path("paymentId").asText()).expect(200);
        assertThat(payment.text("paymentTokenId")).isEqualTo(stored);
        assertThat(payment.text("status")).isEqualTo("succeeded");
    }

    @Test
    void aSetupTakesNoMoney() {
        Answer session = owner.session("\"mode\":\"setup\"");
        assertThat(session.text("purpose")).isEqualTo("setup");
        assertThat(session.data().path("methods").valueStream())
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("card", "ovo");
        assertThat(api.raw("GET", "/c/" + session.id(), new byte[0], Map.of()).body())
                .contains("Save a payment method");
        owner.give(session.id(), CardOwner.GOOD);

        JsonNode done = owner.await(session.id(), "complete");
        assertThat(done.path("paymentId").isNull()).isTrue();
        assertThat(done.path("paymentTokenId").asText())
                .isEqualTo(owner.methods().getFirst().path("id").asText());
        assertThat(api.get("/v1/payments").data()).isEmpty();
    }

    @Test
    void aMerchantChargesWithoutTheBuyer() {
        String stored = owner.store(CardOwner.GOOD);
        Answer payment = pay(stored, "key-1").expect(201);
        assertThat(payment.text("status")).isEqualTo("succeeded");
        assertThat(payment.text("customerId")).isEqualTo(owner.customer());
        assertThat(pay(stored, "key-1").expect(201).id()).isEqualTo(payment.id());
        assertThat(api.get("/v1/payments").data()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "4000000000000341,insufficient_funds,active",
        "4000000000009979,card_stolen,revoked",
        "4000000000000069,expired_card,expired"
    })
    void aDeclineSaysWhetherToTryAgain(String card, String code, String status) {
        String stored = owner.store(card);
        Answer declined = pay(stored, null);
        assertThat(declined.status()).isEqualTo(422);
        assertThat(declined.details().path(0).path("failureCode").asText()).isEqualTo(code);
        assertThat(api.get("/v1/payment-methods/" + stored).text("status")).isEqualTo(status);
        if (!status.equals("active")) {
            assertThat(pay(stored, null).expect(400, "validation_error").field())
                    .isEqualTo("paymentTokenId");
        }
    }

    @Test
    void anEndedMethodIsDeletedAtTheProviderToo() {
        String stored = owner.store(CardOwner.GOOD);
        api.delete("/v1/payment-methods/" + stored).expect(204);
        api.delete("/v1/payment-methods/" + stored).expect(204);
        assertThat(api.get("/v1/payment-methods/" + stored).text("status")).isEqualTo("revoked");
        assertThat(pay(stored, null).expect(400).field()).isEqualTo("paymentTokenId");
        Awaitility.await().until(() -> new DirectSql(sandbox.gateway().databaseConfig()).number("""
                                        select count(*) from payment_methods
                                         where id = ? and deletion_due_at is null and last_error is null""", stored) == 1);
        assertThat(api.get("/v1/customers/" + owner.customer() + "/payment-methods?status=active")
                        .data())
                .isEmpty();
    }

    @Test
    void onlyAnActiveMethodOfTheCustomerIsItsDefault() {
        String stored = owner.store(CardOwner.GOOD);
        String foreign = new CardOwner(api).store(CardOwner.GOOD);
        String path = "/v1/customers/" + owner.customer();
        assertThat(api.patch(path, "{\"defaultPaymentTokenId\":\"" + stored + "\"}")
                        .expect(200)
                        .text("defaultPaymentTokenId"))
                .isEqualTo(stored);
        for (String wrong : List.of(foreign, "pt_1")) {
            assertThat(api.patch(path, "{\"defaultPaymentTokenId\":\"" + wrong + "\"}")
                            .expect(400, "validation_error")
                            .field())
                    .isEqualTo("defaultPaymentTokenId");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"amount\":1000,\"savePaymentMethod\":true,\"methods\":[\"qris\"]|savePaymentMethod",
                "\"mode\":\"setup\",\"amount\":1000|amount",
                "\"mode\":\"setup\",\"savePaymentMethod\":true|savePaymentMethod",
                "\"mode\":\"setup\",\"methods\":[\"qris\"]|methods/0",
                "\"mode\":\"pay\"|mode"
            })
    void whatCannotBeStoredIsRefusedBeforeAnythingIsSent(String fields, String field) {
        Answer refused = api.post("/v1/checkout-sessions", """
                {"currency":"IDR","customerId":"%s","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no",%s}""".formatted(owner.customer(), fields));
        assertThat(refused.expect(400, "validation_error").field()).isEqualTo(field);
    }

    private Answer pay(String stored, @Nullable String key) {
        return api.send(
                "POST",
                "/v1/payments",
                "{\"amount\":75000,\"currency\":\"IDR\",\"method\":\"card\",\"paymentTokenId\":\"" + stored + "\"}",
                key);
    }

    private Answer form(String session, String body) {
        return api.raw(
                "POST",
                "/c/" + session + "/charge",
                body.getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    private List<String> sql(String query, JsonNode method) {
        return new DirectSql(sandbox.gateway().databaseConfig())
                .texts(query, method.path("id").asText());
    }
}
