package com.plugipay.db;

import com.plugipay.audit.Actor;
import com.plugipay.workspaces.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a change comes from: whose data, who does it, from which address, when; and, for a request with an idempotency
 * key, how its answer is to be stored.
 */
public record Origin(
        Tenant tenant,
        Actor actor,
        @Nullable String ip,
        Instant now,
        @Nullable Answering answering) {

    /** A change by a worker of ours, which nobody waits for. */
    public static Origin worker(Tenant tenant, Actor actor, Instant now) {
        return new Origin(tenant, actor, null, now, null);
    }

    /** The request's idempotency key with what a repeat is compared to, and the renderer of the answer. */
    public interface Answering {
        String key();

        String fingerprint();

        String requestId();

        int status();

        /** The exact bytes that the first caller gets, and every repeat; encrypted if they show a secret. */
        byte[] render(@Nullable Object result);

        /** Whether {@link #render} gives encrypted bytes. */
        boolean isEncrypted();
    }
}
