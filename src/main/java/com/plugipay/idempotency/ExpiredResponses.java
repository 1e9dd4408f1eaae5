package com.plugipay.idempotency;

import com.plugipay.db.Database;
import com.plugipay.work.Work;
import java.time.Duration;

/** Deletes expired responses and digests of signed writes, in batches. */
public final class ExpiredResponses {
    private static final int BATCH = 5_000;

    private ExpiredResponses() {}

    public static Work of(Database database) {
        return Work.of(
                "expired-answers",
                Duration.ofMinutes(1),
                now -> IdempotencyStore.deleteExpiredResponses(database, now, BATCH)
                        .compose(responses -> IdempotencyStore.deleteExpiredSignedWrites(database, now, BATCH)
                                .map(digests -> responses == BATCH || digests == BATCH)));
    }
}
