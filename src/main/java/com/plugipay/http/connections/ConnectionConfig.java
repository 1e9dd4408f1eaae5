package com.plugipay.http.connections;

/**
 * The limits of connections, which hold before it is known who the client is.
 *
 * @param max connections at once
 * @param maxPerAddress connections from one address (IPv6: from one /64), unless it is a trusted proxy's
 * @param requestTimeoutMs how long a request may take to arrive, from its first byte to the last byte of its body
 * @param minBytesPerSecond how fast a request must arrive on average, from its eleventh second on
 */
public record ConnectionConfig(int max, int maxPerAddress, int requestTimeoutMs, int minBytesPerSecond) {
    public ConnectionConfig {
        requirePositive("max", max);
        requirePositive("maxPerAddress", maxPerAddress);
        requirePositive("requestTimeoutMs", requestTimeoutMs);
        requirePositive("minBytesPerSecond", minBytesPerSecond);
    }

    /** The defaults, as in {@code conf/plugipay.yaml}. */
    public static ConnectionConfig standard() {
        return new ConnectionConfig(10_000, 4_000, 120_000, 1_024);
    }

    private static void requirePositive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("connections." + key + " must be at least 1, not " + value);
        }
    }
}
