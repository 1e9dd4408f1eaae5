package com.plugipay.sandbox.midtrans;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tokens that browsers get for cards, so that merchants see no card numbers. Each serves once. */
public final class CardTokens {
    private static final int MOST = 10_000;

    private final Cache<String, TestCard> tokens =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final MidtransIds ids;

    public CardTokens(MidtransIds ids) {
        this.ids = ids;
    }

    public String issue(TestCard card) {
        String token = card.masked() + "-" + ids.uuid();
        tokens.put(token, card);
        return token;
    }

    public Optional<TestCard> redeem(@Nullable String token) {
        return token == null
                ? Optional.empty()
                : Optional.ofNullable(tokens.asMap().remove(token));
    }
}
