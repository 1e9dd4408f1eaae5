package com.plugipay.giftcards;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Answer;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a gift card when its time is over. */
class GiftCardExpiryTest {
    @Test
    void anExpiredCardIsNotUsedAndCanBeVoided() {
        try (TestGateway gateway = TestGateway.start(TestDatabase.create())) {
            GiftCards cards = new GiftCards(gateway.merchant());
            String expiring = cards.issue("{\"amount\":5000,\"expiresAt\":\""
                            + gateway.clock().instant().plus(Duration.ofDays(1)) + "\"}")
                    .expect(201)
                    .id();
            String staying = cards.issue(100);
            Answer used = cards.redeem(expiring, 1000, "1").expect(200);
            assertThat(listed(cards, "active")).containsExactly(staying, expiring);
            assertThat(listed(cards, "expired")).isEmpty();

            gateway.clock().advance(Duration.ofDays(1));

            assertThat(cards.get(expiring).text("status")).isEqualTo("expired");
            assertThat(cards.balance(expiring)).isEqualTo(4000);
            assertThat(listed(cards, "active")).containsExactly(staying);
            assertThat(listed(cards, "expired")).containsExactly(expiring);
            cards.redeem(expiring, 1, "2").expect(409, "conflict");
            cards.topUp(expiring, 1, "3").expect(409, "conflict");
            assertThat(cards.redeem(expiring, 1000, "1").expect(200).data().path("entry"))
                    .isEqualTo(used.data().path("entry"));

            assertThat(cards.end(expiring)
                            .expect(200)
                            .data()
                            .at("/giftCard/status")
                            .asText())
                    .isEqualTo("void");
            assertThat(cards.sum(expiring)).isZero();
            assertThat(listed(cards, "expired")).isEmpty();
            assertThat(listed(cards, "void")).containsExactly(expiring);
        }
    }

    private static List<String> listed(GiftCards cards, String status) {
        return cards.api()
                .get("/v1/gift-cards?status=" + status)
                .expect(200)
                .data()
                .findValuesAsText("id");
    }
}
