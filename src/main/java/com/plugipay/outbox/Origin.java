package com.plugipay.outbox;

import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a change comes from: whose data, who does it, from which address, when; and, for a request with an idempotency
 * key, how its answer is to be stored, or for a signed one without, what may not be sent again.
 *
 * @param now to the millisecond, which is what answers show and guards compare
 */
public record Origin(
        Tenant tenant,
        Actor actor,
        @Nullable String ip,
        Instant now,
        @Nullable Answering answering,
        @Nullable SignedWrite signed) {

    public Origin {
        now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /** One that nothing is signed of, or that has an idempotency key. */
    public Origin(Tenant tenant, Actor actor, @Nullable String ip, Instant now, @Nullable Answering answering) {
        this(tenant, actor, ip, now, answering, null);
    }

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

        /** The exact bytes that the first caller gets, and every repeat. */
        byte[] render(@Nullable Object result);

        /** Whether the answer shows a secret, so that it must be stored encrypted. */
        boolean isConfidential();

        /** The answer as it is stored when it shows a secret. */
        byte[] encrypt(byte[] answer);

        /** These bytes have been committed as the answer. */
        void committed(byte[] answer);

        /** What the request is going to make has been committed under its key. */
        void intended();
    }
}
