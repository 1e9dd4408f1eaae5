package com.plugipay.config;

/**
 * How the gateway is reached.
 *
 * @param port 0 takes a free one
 * @param baseUrl without a slash at the end
 * @param tlsCertificate path of a PEM file, empty for none
 * @param tlsKey path of a PEM file, empty for none
 */
public record HttpConfig(String host, int port, String baseUrl, String tlsCertificate, String tlsKey) {
    public HttpConfig {
        Config.requirePort("http.port", port);
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
}
