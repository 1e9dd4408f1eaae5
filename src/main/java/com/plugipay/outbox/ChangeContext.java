package com.plugipay.outbox;

import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The context of a change: the tenant, the actor, its address and the time; for a request with an idempotency key also the
 * response to store, and for a signed request without one the digest that must not occur again.
 *
 * @param now to the millisecond, as responses show it and conditions of statements compare it
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

    /** A context without a signed write. */
    public ChangeContext(
            Tenant tenant, Actor actor, @Nullable String ip, Instant now, @Nullable IdempotentResponse response) {
        this(tenant, actor, ip, now, response, null);
    }

    /** The context of a worker, which has no request. */
    public static ChangeContext worker(Tenant tenant, Actor actor, Instant now) {
        return new ChangeContext(tenant, actor, null, now, null);
    }

    /** The same change in another workspace; a response is stored where the request was made. */
    public ChangeContext in(Tenant other) {
        return new ChangeContext(other, actor, ip, now, null);
    }

    /** Whether nobody waits for the change: a worker makes it. */
    public boolean isOfWorker() {
        return ip == null && response == null;
    }
}
