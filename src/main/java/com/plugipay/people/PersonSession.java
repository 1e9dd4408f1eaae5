package com.plugipay.people;

import com.plugipay.db.Columns;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session, as its person sees it.
 *
 * @param expiresAt when it ends unless it is used before
 * @param current whether it is the one that asks
 */
public record PersonSession(
        String id,
        @Nullable String userAgent,
        @Nullable String ip,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        boolean current) {

    static PersonSession read(Row row, String current, Duration idle) {
        Instant lastUsedAt = Columns.moment(row, "last_used_at");
        Instant end = Columns.moment(row, "ends_at");
        Instant idleEnd = lastUsedAt.plus(idle);
        return new PersonSession(
                row.getString("id"),
                row.getString("user_agent"),
                row.getString("ip"),
                Columns.moment(row, "created_at"),
                lastUsedAt,
                idleEnd.isBefore(end) ? idleEnd : end,
                row.getString("id").equals(current));
    }
}
