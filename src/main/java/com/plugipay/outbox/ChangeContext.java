package com.plugipay.outbox;

import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a change comes from: whose data, who does it, from which address, when; and, for a request with an idempotency
 * key, the response to store, or for a signed one without, what may not be sent again.
 *
 * @param now to the millisecond, which is what answers show and guards compare
 */
public record ChangeContext(
        Tenant tenant,
        Actor actor,
        @Nullable String ip,
        Instant now,
        @Nullable IdempotentResponse response,
        @Nullable SignedWrite signed) {

    public ChangeContext {
        now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /** One that nothing is signed of, or that has an idempotency key. */
    public ChangeContext(
            Tenant tenant, Actor actor, @Nullable String ip, Instant now, @Nullable IdempotentResponse response) {
        this(tenant, actor, ip, now, response, null);
    }

    /** A change by a worker of ours, which nobody waits for. */
    public static ChangeContext worker(Tenant tenant, Actor actor, Instant now) {
        return new ChangeContext(tenant, actor, null, now, null);
    }
}
