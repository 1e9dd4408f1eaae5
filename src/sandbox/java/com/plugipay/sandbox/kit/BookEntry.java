package com.plugipay.sandbox.kit;

import java.time.Instant;

/**
 * One charge in the books of a provider; tests compare the gateway's payments with it.
 *
 * @param account identifies whose charge it is, and is never the secret
 * @param id the provider's
 * @param reference the merchant's
 * @param amount in minor units, as are {@code paid} and {@code refunded}: what was requested, taken and given back
 * @param status in the provider's words
 */
public record BookEntry(
        String provider,
        String account,
        String id,
        String reference,
        long amount,
        String currency,
        String status,
        long paid,
        long refunded,
        Instant createdAt) {

    /** One of its amounts for people; a charge may have been requested with a currency code that does not exist. */
    public String text(long minorUnits) {
        return MinorUnits.known(currency) ? MinorUnits.text(minorUnits, currency) : minorUnits + " " + currency;
    }
}
