package com.plugipay.sandbox.shop.gateway;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A checkout session, reduced to what the shop reads of it.
 *
 * <p>{@code paymentMethod} is the type of what the buyer chose, null before; amounts are in minor units.
 */
public record ShopCheckout(
        String id,
        String status,
        long amount,
        String currency,
        @Nullable String paymentMethod,
        @Nullable String provider,
        boolean reviewPending,
        @Nullable String paymentId,
        String hostedUrl,
        String createdAt,
        @Nullable String orderId,
        @Nullable String orderNumber) {

    static ShopCheckout from(JsonObject json) {
        JsonObject metadata = json.getValue("metadata") instanceof JsonObject object ? object : new JsonObject();
        return new ShopCheckout(
                json.getString("id"),
                json.getString("status"),
                json.getLong("amount"),
                json.getString("currency"),
                typeOf(json.getValue("paymentMethod")),
                json.getString("provider"),
                json.getBoolean("reviewPending", false),
                json.getString("paymentId"),
                json.getString("hostedUrl"),
                json.getString("createdAt"),
                metadata.getString("orderId"),
                metadata.getString("orderNumber"));
    }

    /** Whether the merchant, and nobody else, can say if the money came. */
    public boolean settledByHand() {
        return provider == null || provider.equals("manual");
    }

    // A payment method is written as a word or as an object with a type.
    static @Nullable String typeOf(@Nullable Object method) {
        return switch (method) {
            case null -> null;
            case JsonObject object -> object.getString("label", object.getString("type"));
            default -> method.toString();
        };
    }
}
