package com.plugipay.idempotency;

import com.plugipay.db.Database;
import com.plugipay.work.Work;
import java.time.Duration;

/** Deletes the answers and the signed writes that can no longer be repeated, a few at a time. */
public final class ExpiredResponses {
    private static final int BATCH = 5_000;

    private ExpiredResponses() {}

    public static Work of(Database database) {
        return Work.of(
                "expired-answers",
                Duration.ofMinutes(1),
                now -> IdempotencyStore.forgetExpired(database, now, BATCH)
                        .compose(forgotten -> IdempotencyStore.forgetSigned(database, now, BATCH)
                                .map(others -> Math.max(forgotten, others)))
                        .map(forgotten -> forgotten == BATCH));
    }
}
