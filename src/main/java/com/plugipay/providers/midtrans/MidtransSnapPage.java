package com.plugipay.providers.midtrans;

import com.plugipay.providers.ChargeReference;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** The page on which a card is entered, as it is kept beside the charge. */
record MidtransSnapPage(String token, Instant expiresAt) {
    /** Midtrans's clock may differ from this machine's. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    Map<String, Object> data() {
        return Map.of("snapToken", token, "snapPageExpiresAt", expiresAt.toString());
    }

    /** The page of a charge; nothing for other methods, and when the answer that opened it was lost. */
    static Optional<MidtransSnapPage> of(ChargeReference charge) {
        if (!(charge.providerData().get("snapToken") instanceof String token)
                || !(charge.providerData().get("snapPageExpiresAt") instanceof String expiresAt)) {
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
