package com.plugipay.http.connections;

/**
 * How much of a node its clients may take before it is known who they are.
 *
 * @param max connections at once
 * @param maxPerAddress of these from one address (of IPv6: from one /64), unless it is a trusted proxy's
 * @param requestTimeoutMs how long one request may arrive, from its first byte to the last of its body
 * @param minBytesPerSecond how fast it must arrive, on the average from its eleventh second on
 */
public record ConnectionConfig(int max, int maxPerAddress, int requestTimeoutMs, int minBytesPerSecond) {
    public ConnectionConfig {
        requirePositive("max", max);
        requirePositive("maxPerAddress", maxPerAddress);
        requirePositive("requestTimeoutMs", requestTimeoutMs);
        requirePositive("minBytesPerSecond", minBytesPerSecond);
    }

    /** As {@code conf/plugipay.yaml} has it. */
    public static ConnectionConfig standard() {
        return new ConnectionConfig(10_000, 4_000, 120_000, 1_024);
    }

    private static void requirePositive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("connections." + key + " must be at least 1, not " + value);
        }
    }
}
