package com.plugipay.http;

import com.plugipay.db.Database;
import io.vertx.core.Future;
import java.time.Instant;

/** Deletes the answers and the signed writes that can no longer be repeated, a few at a time. */
public final class ExpiredAnswers {
    private static final int BATCH = 5_000;

    private final Database database;

    public ExpiredAnswers(Database database) {
        this.database = database;
    }

    public Future<Void> forget(Instant now) {
        return IdempotencyStore.forgetExpired(database, now, BATCH)
                .compose(forgotten ->
                        IdempotencyStore.forgetSigned(database, now, BATCH).map(others -> Math.max(forgotten, others)))
                .compose(forgotten -> forgotten < BATCH ? Future.succeededFuture() : forget(now));
    }
}
