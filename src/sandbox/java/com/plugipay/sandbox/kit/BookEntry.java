package com.plugipay.sandbox.kit;

import io.vertx.core.json.JsonObject;
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

    public JsonObject toJson() {
        return new JsonObject()
                .put("provider", provider)
                .put("account", account)
                .put("id", id)
                .put("reference", reference)
                .put("amount", amount)
                .put("currency", currency)
                .put("status", status)
                .put("paid", paid)
                .put("refunded", refunded)
                .put("createdAt", createdAt.toString());
    }
}
