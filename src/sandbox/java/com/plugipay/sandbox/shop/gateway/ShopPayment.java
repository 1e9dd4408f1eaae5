package com.plugipay.sandbox.shop.gateway;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A payment, reduced to what the merchant's desk shows of it.
 *
 * <p>Amounts are in minor units; fee and net are null until the gateway knows them.
 */
public record ShopPayment(
        String id,
        String status,
        long amount,
        String currency,
        @Nullable Long feeAmount,
        @Nullable Long netAmount,
        @Nullable String method,
        @Nullable String checkoutSessionId) {

    static ShopPayment from(JsonObject json) {
        return new ShopPayment(
                json.getString("id"),
                json.getString("status"),
                json.getLong("amount"),
                json.getString("currency"),
                json.getLong("feeAmount"),
                json.getLong("netAmount"),
                ShopCheckout.typeOf(json.getValue("paymentMethod")),
                json.getString("checkoutSessionId"));
    }

    /** The buyer says that the money is on its way; nobody has seen it yet. */
    public boolean pending() {
        return status.equals("pending");
    }
}
