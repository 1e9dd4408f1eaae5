package com.plugipay.giftcards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gift card from its issue to its end, with its entries and events. */
class GiftCardTest {
    private static final String CODE = "[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){3}";

    private final Api api = TestGateway.shared().merchant();
    private final GiftCards cards = new GiftCards(api);

    @Test
    void aCardIsUsedUpToppedUpAndVoided() {
        Answer issued = cards.issue("{\"amount\":5000}").expect(201);
        String id = issued.id();
        assertThat(id).matches("gc_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(issued.text("code")).matches(CODE);
        assertThat(issued.text("currency")).isEqualTo("IDR");
        assertThat(issued.text("kind")).isEqualTo("gift_card");
        state(issued.data(), "active", 5000);

        Answer part = cards.redeem(id, 2000, "1").expect(200);
        state(part.data().path("giftCard"), "active", 3000);
        entry(part, "redeem", -2000, 3000);
        assertThat(part.data().at("/entry/giftCardId").asText()).isEqualTo(id);
        assertThat(part.data().at("/entry/ledgerTxId").isNull()).isTrue();

        Answer tooMuch = cards.redeem(id, 3001, "2").expect(409, "conflict");
        assertThat(tooMuch.field()).isEqualTo("amount");

        state(cards.redeem(id, 3000, "3").expect(200).data().path("giftCard"), "redeemed", 0);
        cards.redeem(id, 1, "4").expect(409, "conflict");
        state(cards.topUp(id, 700, "5").expect(200).data().path("giftCard"), "active", 700);

        Answer ended = cards.end(id).expect(200);
        state(ended.data().path("giftCard"), "void", 0);
        entry(ended, "void", -700, 0);
        assertThat(cards.get(id).data()).isEqualTo(ended.data().path("giftCard"));
        cards.end(id).expect(409, "conflict");
        cards.topUp(id, 1, "6").expect(409, "conflict");
        cards.redeem(id, 1, "7").expect(409, "conflict");

        assertThat(api.get("/v1/gift-cards/" + id + "/entries?order=asc").data().findValuesAsText("delta"))
                .containsExactly("5000", "-2000", "-3000", "700", "-700");
        assertThat(cards.get(id).data().path("initialBalance").asLong()).isEqualTo(5000);
    }

    @Test
    void eventsTellTheEntry() {
        String id = cards.issue(5000);
        JsonNode entry = cards.redeem(id, 2000, "1").expect(200).data().path("entry");
        cards.topUp(id, 1, "2").expect(200);
        cards.end(id).expect(200);
        assertThat(api.get("/v1/events?order=asc").expect(200).data().findValuesAsText("type"))
                .containsExactly("gift_card.issued", "gift_card.redeemed", "gift_card.topped_up", "gift_card.voided");
        JsonNode redeemed =
                api.get("/v1/events?type=gift_card.redeemed").data().path(0).path("data");
        assertThat(redeemed.path("entry")).isEqualTo(entry);
        assertThat(redeemed.at("/previousAttributes/balance").asLong()).isEqualTo(5000);
        state(redeemed.path("object"), "active", 3000);
        JsonNode sdk = api.get("/api/v1/events?type=plugipay.gift_card.redeemed.v1")
                .expect(200)
                .data()
                .path(0)
                .path("data");
        assertThat(sdk.at("/entry/accountId").asText())
                .isEqualTo(sdk.at("/object/accountId").asText())
                .isEqualTo(api.key().apiKey().workspaceId());
        assertThat(sdk.at("/object/arn").asText()).endsWith(":gift_card/" + id);
    }

    @Test
    void aCodeIsGivenOnceAndMatchesInEachCase() {
        String id = cards.issue("{\"amount\":5000,\"code\":\"Welcome-2026\"}")
                .expect(201)
                .id();
        for (String code : new String[] {"Welcome-2026", "WELCOME-2026", "welcome-2026"}) {
            assertThat(cards.get(code).id()).isEqualTo(id);
        }
        assertThat(cards.get(id).text("code")).isEqualTo("Welcome-2026");
        Answer again =
                cards.issue("{\"amount\":5000,\"code\":\"WELCOME-2026\"}").expect(409, "conflict");
        assertThat(again.field()).isEqualTo("code");
        api.get("/v1/gift-cards/welcome-2027").expect(404, "not_found");
        api.get("/v1/gift-cards/WELCOME%C3%9F2026").expect(404, "not_found");

        String code = cards.get(cards.issue(100)).text("code").toLowerCase(Locale.ROOT);
        state(cards.redeem(code, 30, "1").expect(200).data().path("giftCard"), "active", 70);
    }

    @Test
    void anotherWorkspaceHasItsOwnCodes() {
        cards.issue("{\"amount\":5000,\"code\":\"SAME-CODE\"}").expect(201);
        GiftCards others = new GiftCards(TestGateway.shared().merchant());
        others.api().get("/v1/gift-cards/SAME-CODE").expect(404, "not_found");
        others.redeem("SAME-CODE", 1, "1").expect(404, "not_found");
        others.issue("{\"amount\":1,\"code\":\"SAME-CODE\"}").expect(201);
        assertThat(cards.balance("SAME-CODE")).isEqualTo(5000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10000000000000", "1.5", "\"5\"", "null"})
    void aWrongAmountIsRefused(String amount) {
        Answer issued = cards.issue("{\"amount\":" + amount + '}').expect(400, "validation_error");
        assertThat(issued.body()).contains("amount");
        String id = cards.issue(5000);
        for (String path : new String[] {"/redeem", "/topup"}) {
            Answer answer = api.post(
                            "/v1/gift-cards/" + id + path,
                            "{\"amount\":" + amount + ",\"externalSource\":\"shop\",\"externalRef\":\"1\"}")
                    .expect(400, "validation_error");
            assertThat(answer.body()).contains("amount");
        }
        assertThat(cards.balance(id)).isEqualTo(5000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "currency|{\"amount\":1,\"currency\":\"ABC\"}",
                "currency|{\"amount\":1,\"currency\":\"idr\"}",
                "code|{\"amount\":1,\"code\":\"abc\"}",
                "code|{\"amount\":1,\"code\":\"gc_abc\"}",
                "customerId|{\"amount\":1,\"customerId\":\"cus_none\"}",
                "expiresAt|{\"amount\":1,\"expiresAt\":\"2020-01-01T00:00:00Z\"}",
                "issuedSource|{\"amount\":1,\"issuedSource\":\"\"}"
            })
    void whatIsWrongIsNamed(String field, String body) {
        assertThat(cards.issue(body).expect(400, "validation_error").body()).contains(field);
    }

    @Test
    void theLargestBalanceIsThatOfAPayment() {
        String id = cards.issue(1_000_000_000_000L);
        Answer refused = cards.topUp(id, 1, "1").expect(409, "conflict");
        assertThat(refused.field()).isEqualTo("amount");
    }

    @Test
    void aPairCountsOnceForEachKindOfEntry() {
        String id = cards.issue(5000);
        JsonNode first = cards.redeem(id, 1000, "1").expect(200).data().path("entry");
        cards.topUp(id, 300, "1").expect(200);
        Answer again = cards.redeem(id, 1000, "1").expect(200);
        assertThat(again.data().path("entry")).isEqualTo(first);
        state(again.data().path("giftCard"), "active", 4300);
        Answer other = cards.redeem(id, 999, "1").expect(409, "conflict");
        assertThat(other.field()).isEqualTo("amount");
        cards.end(id).expect(200);
        assertThat(cards.redeem(id, 1000, "1").expect(200).data().path("entry")).isEqualTo(first);
        assertThat(cards.sum(id)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"IDR,200", "USD,400"})
    void aCheckoutSessionHasTheCurrencyOfTheCard(String currency, int status) {
        String id = cards.issue(5000);
        String session = api.post("/v1/checkout-sessions", """
                        {"amount":5000,"currency":"%s","successUrl":"https://shop.example/ok",
                         "cancelUrl":"https://shop.example/no"}""".formatted(currency))
                .expect(201)
                .id();
        assertThat(pay(id, session).expect(status).body()).contains("checkoutSessionId");
        assertThat(cards.sum(id)).isEqualTo(status == 200 ? 0 : 5000);
        assertThat(pay(cards.issue(5000), "sess_none")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("checkoutSessionId");
    }

    private Answer pay(String card, String session) {
        return api.post(
                "/v1/gift-cards/" + card + "/redeem",
                "{\"amount\":5000,\"externalSource\":\"shop\",\"externalRef\":\"1\",\"checkoutSessionId\":\"" + session
                        + "\"}");
    }

    @Test
    void storeCreditBelongsToACustomerWhoStays() {
        String customer = api.post("/v1/customers", "{}").expect(201).id();
        Answer credit = cards.issue("{\"amount\":5000,\"customerId\":\"" + customer + "\"}")
                .expect(201);
        assertThat(credit.text("kind")).isEqualTo("store_credit");
        cards.issue(100);
        assertThat(api.get("/v1/gift-cards?customerId=" + customer)
                        .expect(200)
                        .data()
                        .findValuesAsText("id"))
                .containsExactly(credit.id());
        api.delete("/v1/customers/" + customer).expect(409, "conflict");
    }

    private static void state(JsonNode card, String status, long balance) {
        assertThat(card.path("status").asText()).isEqualTo(status);
        assertThat(card.path("balance").asLong()).isEqualTo(balance);
    }

    private static void entry(Answer changed, String kind, long delta, long balanceAfter) {
        JsonNode entry = changed.data().path("entry");
        assertThat(entry.path("kind").asText()).isEqualTo(kind);
        assertThat(entry.path("delta").asLong()).isEqualTo(delta);
        assertThat(entry.path("balanceAfter").asLong()).isEqualTo(balanceAfter);
    }
}
