package com.plugipay.async;

import io.vertx.core.Future;
import java.time.Instant;

/** A round of repeated work: it does what is due now, or a part of it. */
@FunctionalInterface
public interface Round {
    /** Runs the round; gives whether another should follow at once. */
    Future<Boolean> run(Instant now);

    /** Completes when all work that rounds have started has ended. */
    default Future<?> over() {
        return Future.succeededFuture();
    }
}
