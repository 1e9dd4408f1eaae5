package com.plugipay.providers;

import java.util.List;
import java.util.Map;

/**
 * How this node reaches the providers. The default addresses are the real ones; others are for stand-ins.
 *
 * @param timeoutMs how long one request may take, connecting included, 1000..50000
 * @param poolSize connections to each provider at most, 1..1000
 * @param queueSize requests that may wait for a connection, 0..100000
 * @param longestRestSeconds the longest pause in status queries for an account after its provider has answered 429, 0..600
 * @param paypalCertificateHosts the hosts of PayPal's webhook certificates: each a host or host:port, by https only; or, for
 *     stand-ins, the beginning of their addresses without a slash at its end, such as http://localhost:8082/paypal
 * @param paypalCertificateAuthority a PEM file with the authority that signs these certificates; empty for the authorities
 *     that the JDK trusts
 */
public record ProviderConfig(
        int timeoutMs,
        int poolSize,
        int queueSize,
        int longestRestSeconds,
        String xenditUrl,
        String midtransSandboxUrl,
        String midtransSandboxSnapUrl,
        String midtransProductionUrl,
        String midtransProductionSnapUrl,
        String paypalSandboxUrl,
        String paypalLiveUrl,
        List<String> paypalCertificateHosts,
        String paypalCertificateAuthority) {

    public ProviderConfig {
        require("timeoutMs", timeoutMs, 1000, 50_000);
        require("poolSize", poolSize, 1, 1000);
        require("queueSize", queueSize, 0, 100_000);
        require("longestRestSeconds", longestRestSeconds, 0, 600);
        paypalCertificateHosts = List.copyOf(paypalCertificateHosts);
        Map.of(
                        "xenditUrl", xenditUrl,
                        "midtransSandboxUrl", midtransSandboxUrl,
                        "midtransSandboxSnapUrl", midtransSandboxSnapUrl,
                        "midtransProductionUrl", midtransProductionUrl,
                        "midtransProductionSnapUrl", midtransProductionSnapUrl,
                        "paypalSandboxUrl", paypalSandboxUrl,
                        "paypalLiveUrl", paypalLiveUrl)
                .forEach((key, url) -> {
                    if (!url.matches("https?://[^?#\\s]+[^/?#\\s]")) {
                        throw new IllegalArgumentException("providers." + key
                                + " must be http:// or https:// and a host, without a slash at its end: " + url);
                    }
                });
    }

    private static void require(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "providers." + key + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    /** The real providers. */
    public static ProviderConfig standard() {
        return new ProviderConfig(
                20_000,
                32,
                640,
                60,
                "https://api.xendit.co",
                "https://api.sandbox.midtrans.com",
                "https://app.sandbox.midtrans.com/snap/v1",
                "https://api.midtrans.com",
                "https://app.midtrans.com/snap/v1",
                "https://api-m.sandbox.paypal.com",
                "https://api-m.paypal.com",
                List.of("api.paypal.com", "api.sandbox.paypal.com"),
                "");
    }
}
