package com.plugipay.sandbox.kit;

import java.time.InstantSource;

/**
 * Where the stand-ins listen and how they behave. Refuses invalid values by name with {@link IllegalArgumentException}.
 *
 * @param port 0 takes any free one
 * @param seed of everything random
 * @param retryScale what the waits before repeated callbacks are multiplied by; 1 is as slow as the providers
 */
public record StandInSettings(String host, int port, long seed, double retryScale, InstantSource clock) {

    public StandInSettings {
        require(!host.isBlank(), "host is missing");
        require(port >= 0 && port <= 65_535, "port must be 0..65535: " + port);
        require(retryScale >= 0 && retryScale <= 1_000, "retryScale must be 0..1000: " + retryScale);
    }

    /** Throws an {@link IllegalArgumentException} with this message for what does not hold. */
    public static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
