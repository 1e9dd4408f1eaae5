package com.plugipay.http.server;

import com.plugipay.http.addresses.AddressRanges;
import java.util.List;

/**
 * The settings of the HTTP server.
 *
 * @param port 0 for any free port
 * @param baseUrl the address by which clients reach this server, without a slash at the end
 * @param tlsCertificate path of a PEM file, empty for none
 * @param tlsKey path of a PEM file, empty for none
 * @param trustedProxies addresses and ranges of the proxies whose X-Forwarded-For is trusted
 */
public record HttpConfig(
        String host, int port, String baseUrl, String tlsCertificate, String tlsKey, List<String> trustedProxies) {
    public HttpConfig {
        trustedProxies = List.copyOf(trustedProxies);
        try {
            AddressRanges.of(trustedProxies);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "http.trustedProxies: \"" + malformed.getMessage()
                            + "\" is neither an address nor a range such as 10.0.0.0/8",
                    malformed);
        }
        requirePort("http.port", port);
        if (!baseUrl.matches("https?://[^/?#\\s]+")) {
            throw new IllegalArgumentException(
                    "http.baseUrl must be http:// or https:// and a host, without a path: " + baseUrl);
        }
        if (tlsCertificate.isEmpty() != tlsKey.isEmpty()) {
            throw new IllegalArgumentException("http.tlsCertificate and http.tlsKey come together or not at all");
        }
    }

    public boolean isTls() {
        return !tlsCertificate.isEmpty();
    }

    /** Whether clients use https, to this server or to a proxy in front of it. */
    public boolean isSecure() {
        return isTls() || baseUrl.startsWith("https:");
    }

    /** Fails for a number that is not a port; 0 stands for any free port. */
    public static void requirePort(String key, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(key + " must be from 0 to 65535, not " + port);
        }
    }
}
