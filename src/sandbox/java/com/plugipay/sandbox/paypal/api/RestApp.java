package com.plugipay.sandbox.paypal.api;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.UUID;

/** A merchant's app at the stand-in of PayPal, each with a merchant account of its own. */
public record RestApp(String clientId, String secret) {
    /** Always the same for the same app. */
    public String merchantId() {
        return UUID.nameUUIDFromBytes(clientId.getBytes(UTF_8))
                .toString()
                .replace("-", "")
                .substring(0, 13)
                .toUpperCase(Locale.ROOT);
    }

    public String email() {
        return "merchant-" + merchantId().toLowerCase(Locale.ROOT) + "@example.com";
    }

    /** As the payee of an order. */
    public JsonObject toJson() {
        return json("email_address", email(), "merchant_id", merchantId());
    }

    @Override
    public String toString() {
        return "RestApp[clientId=" + clientId + "]";
    }
}
