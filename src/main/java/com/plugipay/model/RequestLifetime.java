package com.plugipay.model;

import java.time.Duration;

/** How long a request can be worked on, the answers of providers included. */
public final class RequestLifetime {
    /**
     * A request that has no response after this time is taken to have lost its process: a repeat continues its work, and
     * providers are asked what became of what it had begun.
     */
    public static final Duration LONGEST = Duration.ofMinutes(2);

    private RequestLifetime() {}
}
