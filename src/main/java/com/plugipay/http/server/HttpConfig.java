package com.plugipay.http.server;

import com.plugipay.http.addresses.AddressRanges;
import io.vertx.core.Future;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        requireFile("http.tlsCertificate", tlsCertificate);
        requireFile("http.tlsKey", tlsKey);
    }

    public boolean isTls() {
        return !tlsCertificate.isEmpty();
    }

    /** Whether clients use https, to this server or to a proxy in front of it. */
    public boolean isSecure() {
        return isTls() || baseUrl.startsWith("https:");
    }

    private static void requireFile(String key, String path) {
        if (!path.isEmpty() && !Files.isReadable(Path.of(path))) {
            throw new IllegalArgumentException(key + ": there is no file " + path + " that this user may read");
        }
    }

    /**
     * Waits for a server that begins to listen; fails naming the key of the configuration when it cannot.
     *
     * @param key that of the port
     */
    public static <T> Future<T> listening(Future<T> listening, String key, int port) {
        return listening.recover(failure -> {
            // The native transport throws an exception of its own.
            boolean isTaken = failure instanceof BindException
                    || String.valueOf(failure.getMessage()).contains("in use");
            String reason =
                    isTaken ? " is in use by another process" : " cannot be listened on: " + failure.getMessage();
            return Future.failedFuture(new IllegalArgumentException(key + ": port " + port + reason, failure));
        });
    }

    /** Fails for a number that is not a port; 0 stands for any free port. */
    public static void requirePort(String key, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(key + " must be from 0 to 65535, not " + port);
        }
    }
}
