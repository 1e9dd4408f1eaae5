package com.plugipay.outbox;

import java.time.Duration;

/**
 * A request to change something that was signed without an idempotency key: whoever saw it could send it once more. So the
 * first change that it makes notes what was signed, and a second request that says the same changes nothing.
 */
public final class SignedWrite {
    /** Longer than a signature is good, from the earliest to the latest time that it may carry. */
    static final Duration NOTED = Duration.ofMinutes(15);

    private final byte[] digest;
    private volatile boolean noted;

    /** That of a request; the digest is the same only for the same request, signed in the same second by the same key. */
    public SignedWrite(byte[] digest) {
        this.digest = digest.clone();
    }

    byte[] digest() {
        return digest.clone();
    }

    /** Whether a change has been committed that noted it. */
    boolean isNoted() {
        return noted;
    }

    void noted() {
        noted = true;
    }
}
