package com.plugipay.sandbox.midtrans;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A card that a merchant may charge again, by a token that its buyer let Snap save with a payment.
 *
 * @param expiresAt the last day of the card's month
 */
record SavedCard(String token, TestCard card, Instant expiresAt) {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MM/uu");

    /** The end of a card, from what stands on it: 12/30. */
    static Instant end(String month) {
        try {
            return YearMonth.parse(month.strip(), MONTH)
                    .atEndOfMonth()
                    .atStartOfDay()
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("The expiry of a card is written like 12/30", malformed);
        }
    }
}
