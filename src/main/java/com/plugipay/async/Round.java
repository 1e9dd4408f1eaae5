package com.plugipay.async;

import io.vertx.core.Future;
import java.time.Instant;

/** Some of a piece of work: what is due at a moment, or a part of that. */
@FunctionalInterface
public interface Round {
    /** Does it; gives whether there may be more to do at once. */
    Future<Boolean> run(Instant now);

    /** Completes when nothing runs any more that rounds have left behind. */
    default Future<?> over() {
        return Future.succeededFuture();
    }
}
