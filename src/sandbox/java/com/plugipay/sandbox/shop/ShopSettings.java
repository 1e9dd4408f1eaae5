package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.kit.StandInSettings;
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
        StandInSettings.require(
                "http".equals(scheme) || "https".equals(scheme),
                "gatewayUrl must start with http:// or https://: " + gatewayUrl);
        StandInSettings.require(!keyId.isBlank(), "keyId is missing");
        StandInSettings.require(!secret.isBlank(), "secret is missing");
        StandInSettings.require(!webhookSecret.isBlank(), "webhookSecret is missing");
        StandInSettings.require(!host.isBlank(), "host is missing");
        StandInSettings.require(port >= 0 && port <= 65_535, "port must be 0..65535: " + port);
        gatewayUrl = gatewayUrl.endsWith("/") ? gatewayUrl.substring(0, gatewayUrl.length() - 1) : gatewayUrl;
    }

    @Override
    public String toString() {
        return "ShopSettings[gatewayUrl=%s, keyId=%s, secret=***, webhookSecret=***, host=%s, port=%d]"
                .formatted(gatewayUrl, keyId, host, port);
    }
}
