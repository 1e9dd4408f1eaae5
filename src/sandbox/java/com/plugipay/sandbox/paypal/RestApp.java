package com.plugipay.sandbox.paypal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.UUID;

/** A merchant's app at the stand-in of PayPal, each with a merchant account of its own. */
public record RestApp(String clientId, String secret) {
    public RestApp {
        if (clientId.isBlank() || secret.isBlank()) {
            throw new IllegalArgumentException("clientId and secret must not be blank");
        }
    }

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

    @Override
    public String toString() {
        return "RestApp[clientId=" + clientId + "]";
    }
}
