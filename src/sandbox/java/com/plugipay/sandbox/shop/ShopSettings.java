package com.plugipay.sandbox.shop;

/**
 * The configuration of the shop: where the gateway is, the API key, the webhook secret, and where to listen.
 *
 * @param gatewayUrl without a slash at the end
 * @param port 0 takes any free one
 */
public record ShopSettings(
        String gatewayUrl, String keyId, String secret, String webhookSecret, String host, int port) {
    /** Without the secrets. */
    @Override
    public String toString() {
        return "ShopSettings[%s, %s, %s:%d]".formatted(gatewayUrl, keyId, host, port);
    }
}
