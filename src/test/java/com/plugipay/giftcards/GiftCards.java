package com.plugipay.giftcards;

import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import java.util.concurrent.CompletableFuture;

/** What tests do with the gift cards of a merchant. */
record GiftCards(Api api) {
    String issue(long amount) {
        return issue("{\"amount\":" + amount + '}').expect(201).id();
    }

    Answer issue(String body) {
        return api.post("/v1/gift-cards", body);
    }

    Answer get(String card) {
        return api.get("/v1/gift-cards/" + card).expect(200);
    }

    long balance(String card) {
        return get(card).data().path("balance").asLong();
    }

    /** The sum of its entries. */
    long sum(String card) {
        return api.get("/v1/gift-cards/" + card + "/entries?limit=100")
                .expect(200)
                .data()
                .valueStream()
                .mapToLong(entry -> entry.path("delta").asLong())
                .sum();
    }

    Answer redeem(String card, long amount, String reference) {
        return change(card, "redeem", amount, reference).join();
    }

    Answer topUp(String card, long amount, String reference) {
        return change(card, "topup", amount, reference).join();
    }

    Answer end(String card) {
        return api.post("/v1/gift-cards/" + card + "/void", "{}");
    }

    CompletableFuture<Answer> change(String card, String what, long amount, String reference) {
        return api.sendLater(
                "POST",
                "/v1/gift-cards/" + card + '/' + what,
                "{\"amount\":%d,\"externalSource\":\"shop\",\"externalRef\":\"%s\"}".formatted(amount, reference));
    }
}
