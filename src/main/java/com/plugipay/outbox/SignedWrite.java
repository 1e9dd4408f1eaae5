package com.plugipay.outbox;

import java.time.Duration;

/**
 * A signed request without an idempotency key that changes something. Someone who has seen it could send it again, so its
 * first change stores the digest of the request, and a second request with that digest changes nothing.
 */
public final class SignedWrite {
    /** Longer than a signature is valid, from the earliest to the latest time that it may carry. */
    static final Duration KEPT = Duration.ofMinutes(15);

    private final byte[] digest;
    private volatile boolean isStored;

    /** The digest is equal only for the same request, signed in the same second with the same key. */
    public SignedWrite(byte[] digest) {
        this.digest = digest.clone();
    }

    byte[] digest() {
        return digest.clone();
    }

    /** Whether a change that stored the digest has been committed. */
    boolean isStored() {
        return isStored;
    }

    void stored() {
        isStored = true;
    }
}
