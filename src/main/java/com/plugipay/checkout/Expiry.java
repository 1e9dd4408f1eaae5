package com.plugipay.checkout;

import io.vertx.core.Future;
import java.time.Instant;

/** Ends sessions whose time is over. Several nodes may try the same one: only one of them changes it. */
public final class Expiry {
    private static final int BATCH = 100;

    private final CheckoutSessionStore sessions;
    private final SessionEnds ends;

    public Expiry(CheckoutSessionStore sessions, SessionEnds ends) {
        this.sessions = sessions;
        this.ends = ends;
    }

    /** Works off what is due now, overdue ones included. */
    public Future<Void> run(Instant now) {
        return sessions.due(now, BATCH)
                .compose(due -> Future.join(due.stream()
                                .map(session -> ends.expire(session, now))
                                .toList())
                        .map(due.size()))
                .compose(done -> done < BATCH ? Future.succeededFuture() : run(now));
    }
}
