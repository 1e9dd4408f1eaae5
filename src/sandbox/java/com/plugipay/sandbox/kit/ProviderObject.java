package com.plugipay.sandbox.kit;

import java.time.Instant;

/**
 * An object of a provider that changes: a charge, a session, a refund. Lives on the event loop of the stand-ins.
 *
 * @param <M> the merchant who owns it
 * @param <S> its states
 */
public abstract class ProviderObject<M, S> implements Ledger.Owned {
    private final String id;
    private final M owner;
    private final Instant createdAt;
    private Instant updatedAt;
    private S status;

    protected ProviderObject(String id, M owner, S status, Instant now) {
        this.id = id;
        this.owner = owner;
        this.status = status;
        this.createdAt = now;
        this.updatedAt = now;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final M owner() {
        return owner;
    }

    public final Instant createdAt() {
        return createdAt;
    }

    /** The time of the last {@link #become}. */
    public final Instant updatedAt() {
        return updatedAt;
    }

    public final S status() {
        return status;
    }

    /** Changes its state, or confirms the one it has. */
    public final void become(S next, Instant now) {
        status = next;
        updatedAt = now;
    }
}
