package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.midtrans.api.MidtransWire;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money that went back.
 *
 * @param amount in rupiah
 * @param confirmedAt null until the bank says so, in the second notice
 */
public record MidtransRefund(
        long id,
        String key,
        long amount,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant confirmedAt) {

    MidtransRefund confirmed(Instant at) {
        return new MidtransRefund(id, key, amount, reason, createdAt, at);
    }

    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("refund_chargeback_id", id)
                .put("refund_amount", MidtransWire.amount(amount))
                .put("created_at", MidtransWire.time(createdAt))
                .put("refund_key", key)
                .put("refund_method", "online");
        if (reason != null) {
            json.put("reason", reason);
        }
        return confirmedAt == null ? json : json.put("bank_confirmed_at", MidtransWire.time(confirmedAt));
    }
}
