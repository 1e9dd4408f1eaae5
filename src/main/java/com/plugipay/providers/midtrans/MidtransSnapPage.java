package com.plugipay.providers.midtrans;

import com.plugipay.providers.ChargeReference;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** The page on which the buyer enters a card, as stored with the charge. */
record MidtransSnapPage(String token, Instant expiresAt) {
    private static final String TOKEN = "snapToken";
    private static final String EXPIRES_AT = "snapPageExpiresAt";

    /** Midtrans's clock may differ from this machine's. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    Map<String, Object> data() {
        return Map.of(TOKEN, token, EXPIRES_AT, expiresAt.toString());
    }

    /** Returns the page of a charge; empty for other methods, and when the answer with the page was lost. */
    static Optional<MidtransSnapPage> of(ChargeReference charge) {
        String token = charge.data(TOKEN);
        String expiresAt = charge.data(EXPIRES_AT);
        if (token == null || expiresAt == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MidtransSnapPage(token, Instant.parse(expiresAt)));
        } catch (DateTimeParseException damaged) {
            return Optional.empty();
        }
    }

    boolean isOpen(Instant now) {
        return now.isBefore(expiresAt.plus(GRACE));
    }
}
