package com.plugipay.sandbox.shop;

import java.net.URI;

/**
 * The configuration of the shop: where the gateway is, the API key, the webhook secret, and where to listen.
 *
 * <p>Port 0 takes any free one. Refuses invalid values by name with {@link IllegalArgumentException}; the text form holds no
 * secret.
 */
public record ShopSettings(
        String gatewayUrl, String keyId, String secret, String webhookSecret, String host, int port) {

    public ShopSettings {
        String scheme = URI.create(gatewayUrl).getScheme();
        require(
                "http".equals(scheme) || "https".equals(scheme),
                "gatewayUrl must start with http:// or https://: " + gatewayUrl);
        require(!keyId.isBlank(), "keyId is missing");
        require(!secret.isBlank(), "secret is missing");
        require(!webhookSecret.isBlank(), "webhookSecret is missing");
        require(!host.isBlank(), "host is missing");
        require(port >= 0 && port <= 65_535, "port must be 0..65535: " + port);
        gatewayUrl = gatewayUrl.endsWith("/") ? gatewayUrl.substring(0, gatewayUrl.length() - 1) : gatewayUrl;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    @Override
    public String toString() {
        return "ShopSettings[gatewayUrl=%s, keyId=%s, secret=***, webhookSecret=***, host=%s, port=%d]"
                .formatted(gatewayUrl, keyId, host, port);
    }
}
