package com.plugipay.sandbox.midtrans;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money that went back.
 *
 * @param amount in rupiah
 * @param confirmedAt null until the bank says so, in the second notice
 */
record Refund(
        long id,
        String key,
        long amount,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant confirmedAt) {

    Refund confirmed(Instant at) {
        return new Refund(id, key, amount, reason, createdAt, at);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("refund_chargeback_id", id)
                .put("refund_amount", Wire.amount(amount))
                .put("created_at", Wire.time(createdAt))
                .put("refund_key", key)
                .put("refund_method", "online");
        if (reason != null) {
            json.put("reason", reason);
        }
        return confirmedAt == null ? json : json.put("bank_confirmed_at", Wire.time(confirmedAt));
    }
}
