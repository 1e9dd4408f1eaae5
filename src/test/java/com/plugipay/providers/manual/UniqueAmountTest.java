package com.plugipay.providers.manual;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.money.Currencies;
import com.plugipay.providers.accounts.AmountLimits;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers that are told apart by their last digits. */
class UniqueAmountTest {
    private static final long PRICE = 147_000;

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = Api.of(gateway, gateway.workspace().test());

    @Test
    void withoutCodesTheAmountDueIsThePrice() {
        connect(api, "null");
        JsonNode transfer = choose(api, session(api, PRICE)).expect(200).data().path("nextAction");
        assertThat(transfer.path("amount").asLong()).isEqualTo(PRICE);
        assertThat(transfer.path("uniqueCode").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"add, 1, 999, +", "subtract, -999, -1, \u2212"})
    void theAmountDueIsTheAmountOfThePayment(String mode, long least, long most, String sign) {
        connect(api, "{\"mode\":\"" + mode + "\"}");
        String session = session(api, PRICE);
        JsonNode transfer = choose(api, session).expect(200).data().path("nextAction");
        long due = transfer.path("amount").asLong();
        long code = transfer.path("uniqueCode").asLong();
        assertThat(code).isBetween(least, most);
        assertThat(due).isEqualTo(PRICE + code);
        String digits = "%03d".formatted(due % 1000);
        assertThat(api.raw("GET", "/c/" + session, new byte[0], Map.of()).body())
                .contains(
                        ".<mark>" + digits + "</mark>",
                        "data-copy=\"" + due + "\"",
                        "Unique code",
                        sign + " Rp\u00a0" + Math.abs(code));

        api.post("/v1/public/checkout/sessions/" + session + "/buyer-claim", "").expect(200);
        Answer confirmed =
                api.post("/v1/checkout-sessions/" + session + "/confirm", "").expect(200);
        assertThat(confirmed.text("status")).isEqualTo("complete");
        assertThat(confirmed.data().path("amount").asLong()).isEqualTo(PRICE);
        JsonNode payment = api.get("/v1/payments/" + confirmed.text("paymentId"))
                .expect(200)
                .data();
        assertThat(payment.path("status").asText()).isEqualTo("succeeded");
        assertThat(payment.path("amount").asLong()).isEqualTo(due);
    }

    @Test
    void noCodeLeadsBeyondWhatCanBePaid() {
        connect(api, "{\"mode\":\"add\"}");
        long largest = Currencies.LARGEST_AMOUNT;
        JsonNode last =
                choose(api, session(api, largest - 1)).expect(200).data().path("nextAction");
        assertThat(last.path("amount").asLong()).isEqualTo(largest);
        JsonNode none = choose(api, session(api, largest)).expect(200).data().path("nextAction");
        assertThat(none.path("amount").asLong()).isEqualTo(largest);
        assertThat(none.path("uniqueCode").isNull()).isTrue();

        AmountLimits limits = new AmountLimits(10_000L, 50_000L, false);
        assertThat(new UniqueCode(UniqueCode.Mode.ADD, null).range(49_990, limits))
                .isEqualTo(new UniqueCode.Range(49_991, 50_000));
        assertThat(new UniqueCode(UniqueCode.Mode.ADD, null)
                        .range(50_000, limits)
                        .isEmpty())
                .isTrue();
        assertThat(new UniqueCode(UniqueCode.Mode.SUBTRACT, 50).range(10_010, limits))
                .isEqualTo(new UniqueCode.Range(10_000, 10_009));
        assertThat(new UniqueCode(UniqueCode.Mode.SUBTRACT, 50)
                        .range(10_000, limits)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aDirectPaymentHasAnAmountOfItsOwnToo() {
        connect(api, "{\"mode\":\"add\",\"max\":5}");
        Answer payment = pay(api, PRICE).expect(201);
        long due = payment.data().path("amount").asLong();
        assertThat(due).isBetween(PRICE + 1, PRICE + 5);
        assertThat(payment.data().path("nextAction").path("amount").asLong()).isEqualTo(due);
        assertThat(payment.data().path("nextAction").path("uniqueCode").asLong())
                .isEqualTo(due - PRICE);
        Answer paid = api.post("/v1/payments/" + payment.id() + "/confirm", "").expect(200);
        assertThat(paid.data().path("amount").asLong()).isEqualTo(due);
    }

    @Test
    void aReturningBuyerGetsTheSameAmount() {
        connect(api, "{\"mode\":\"add\"}");
        String session = session(api, PRICE);
        long due = due(choose(api, session));
        for (int i = 0; i < 3; i++) {
            api.raw("POST", "/c/" + session + "/change", new byte[0], Map.of()).expect(303);
            assertThat(due(choose(api, session))).isEqualTo(due);
        }
    }

    @Test
    void aHundredConcurrentSessionsGetAHundredAmounts() {
        connect(api, "{\"mode\":\"add\",\"max\":100}");
        List<String> sessions = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sessions.add(session(api, PRICE));
        }
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (String session : sessions) {
            answers.add(api.sendLater(
                    "POST", "/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}"));
            answers.add(api.sendLater("POST", "/v1/payments", payment(PRICE)));
        }
        Set<Long> amounts = new HashSet<>();
        for (CompletableFuture<Answer> answer : answers) {
            Answer created = answer.join();
            assertThat(created.status()).as(created.body()).isIn(200, 201);
            amounts.add(due(created));
        }
        assertThat(amounts).hasSize(100).allMatch(amount -> amount > PRICE && amount <= PRICE + 100);

        pay(api, PRICE).expect(422, "provider_rejected");
        String late = session(api, PRICE);
        Answer refused = choose(api, late).expect(422, "provider_rejected");
        assertThat(refused.details().path(0).path("code").asText()).isEqualTo("unique_codes_exhausted");
        assertThat(api.raw(
                                "POST",
                                "/c/" + late + "/charge",
                                "method=bank_transfer".getBytes(StandardCharsets.US_ASCII),
                                Map.of("Content-Type", "application/x-www-form-urlencoded"))
                        .expect(303)
                        .header("Location"))
                .isEqualTo("/c/" + late + "?notice=unavailable");
        assertThat(due(pay(api, PRICE + 50).expect(201)))
                .as("a price nearby has what is left, and no amount of another")
                .isBetween(PRICE + 101, PRICE + 150);
    }

    @Test
    void anAmountIsFreeAgainTwoDaysAfterTheEnd() {
        try (TestGateway own = TestGateway.start(TestDatabase.create())) {
            Api merchant = Api.of(own, own.workspace().test());
            connect(merchant, "{\"mode\":\"add\",\"max\":2}");
            String session = session(merchant, PRICE);
            long canceled = due(choose(merchant, session));
            String direct = pay(merchant, PRICE).expect(201).id();
            merchant.post("/v1/checkout-sessions/" + session + "/cancel", "").expect(200);
            pay(merchant, PRICE).expect(422, "provider_rejected");
            own.clock().advance(Duration.ofHours(47));
            pay(merchant, PRICE).expect(422, "provider_rejected");
            own.clock().advance(Duration.ofHours(1));
            assertThat(due(pay(merchant, PRICE).expect(201))).isEqualTo(canceled);
            pay(merchant, PRICE).expect(422, "provider_rejected");

            merchant.post("/v1/payments/" + direct + "/confirm", "").expect(200);
            pay(merchant, PRICE).expect(422, "provider_rejected");
            own.clock().advance(Duration.ofDays(2));
            pay(merchant, PRICE).expect(201);
        }
    }

    @Test
    void aTransferWithoutACodeKeepsItsAmount() {
        connect(api, "null");
        pay(api, PRICE + 1).expect(201);
        connect(api, "{\"mode\":\"add\",\"max\":2}");
        assertThat(due(pay(api, PRICE).expect(201))).isEqualTo(PRICE + 2);
        pay(api, PRICE).expect(422, "provider_rejected");
    }

    @Test
    void otherWorkspacesHaveAllAmountsToo() {
        for (int i = 0; i < 2; i++) {
            Api other = Api.of(gateway, gateway.workspace().test());
            connect(other, "{\"mode\":\"subtract\",\"max\":1}");
            assertThat(due(pay(other, PRICE).expect(201))).isEqualTo(PRICE - 1);
        }
    }

    @Test
    void otherCurrenciesHaveNoCodes() {
        connect(api, "{\"mode\":\"add\"}");
        Answer payment = api.post("/v1/payments", """
                {"amount":4900,"currency":"USD","method":"bank_transfer"}""").expect(201);
        assertThat(due(payment)).isEqualTo(4900);
    }

    @Test
    void nothingIsLeftOfOneRupiah() {
        connect(api, "{\"mode\":\"subtract\"}");
        pay(api, 1).expect(422, "provider_rejected");
        assertThat(due(pay(api, 2).expect(201))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"mode\":\"double\"}",
                "{\"mode\":\"add\",\"max\":0}",
                "{\"mode\":\"add\",\"max\":1000}",
                "{\"mode\":\"add\",\"least\":1}",
                "true"
            })
    void nonsenseIsRefused(String uniqueCode) {
        adapter(api, uniqueCode).expect(400, "validation_error");
    }

    private static long due(Answer created) {
        return created.data().path("nextAction").path("amount").asLong();
    }

    private static void connect(Api merchant, String uniqueCode) {
        adapter(merchant, uniqueCode).expect(200);
    }

    private static Answer adapter(Api merchant, String uniqueCode) {
        return merchant.put("/v1/adapters/manual", """
                {"bankAccounts":[{"bankName":"BCA","accountNumber":"1234567890","accountHolder":"PT Uji"}],
                 "uniqueCode":%s}""".formatted(uniqueCode));
    }

    private static String session(Api merchant, long price) {
        return merchant.post("/v1/checkout-sessions", """
                {"amount":%d,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""".formatted(price))
                .expect(201)
                .id();
    }

    private static Answer choose(Api merchant, String session) {
        return merchant.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}");
    }

    private static Answer pay(Api merchant, long price) {
        return merchant.post("/v1/payments", payment(price));
    }

    private static String payment(long price) {
        return "{\"amount\":" + price + ",\"currency\":\"IDR\",\"method\":\"bank_transfer\"}";
    }
}
