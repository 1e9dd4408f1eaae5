package com.plugipay.giftcards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many who use one gift card at once never get more than its balance, and each reason counts once. */
class ConcurrentGiftCardTest {
    private final GiftCards cards = new GiftCards(TestGateway.shared().merchant());

    @Test
    void aHundredRedemptionsNeverExceedTheBalance() {
        String id = cards.issue(30_500);
        List<Answer> answers = atOnce(100, number -> cards.change(id, "redeem", 1000, "order-" + number));
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(30);
        answers.stream().filter(answer -> answer.status() != 200).forEach(refused -> refused.expect(409, "conflict"));
        assertThat(cards.balance(id)).isEqualTo(500);
        assertThat(cards.sum(id)).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redeem", "topup"})
    void theSamePairAtOnceCountsOnce(String what) {
        String id = cards.issue(5000);
        List<Answer> answers = atOnce(20, number -> cards.change(id, what, 1000, "order-1"));
        List<JsonNode> entries = answers.stream()
                .map(answer -> answer.expect(200).data().path("entry"))
                .distinct()
                .toList();
        assertThat(entries).hasSize(1);
        assertThat(cards.balance(id)).isEqualTo(what.equals("redeem") ? 4000 : 6000);
        assertThat(cards.sum(id)).isEqualTo(cards.balance(id));
    }

    /** The balance is the sum of the entries, each of which begins where the one before has ended. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theBalanceIsTheSumOfTheEntries(long seed) {
        Random random = new Random(seed);
        String id = cards.issue(1 + random.nextInt(5000));
        for (int round = 0; round < 6; round++) {
            atOnce(
                            8,
                            number -> cards.change(
                                    id,
                                    random.nextInt(3) == 0 ? "topup" : "redeem",
                                    1 + random.nextInt(2000),
                                    "order-" + random.nextInt(40)))
                    .forEach(answer ->
                            assertThat(answer.status()).as(answer.body()).isIn(200, 409));
            assertThat(cards.sum(id)).isEqualTo(cards.balance(id));
        }
        cards.end(id).expect(200);
        long balance = 0;
        for (JsonNode entry : cards.api()
                .get("/v1/gift-cards/" + id + "/entries?order=asc&limit=100")
                .expect(200)
                .data()) {
            balance += entry.path("delta").asLong();
            assertThat(entry.path("balanceAfter").asLong()).isEqualTo(balance).isNotNegative();
        }
        assertThat(balance).isZero();
    }

    private interface Sender {
        CompletableFuture<Answer> send(int number);
    }

    private static List<Answer> atOnce(int times, Sender sender) {
        List<CompletableFuture<Answer>> sent =
                IntStream.range(0, times).mapToObj(sender::send).toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }
}
