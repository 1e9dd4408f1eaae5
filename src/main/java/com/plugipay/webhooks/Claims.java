package com.plugipay.webhooks;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The queue of due deliveries. Any number of workers may claim from it: a claim takes rows that nobody else has locked
 * and moves them past its lease, so that what a worker died of is due again by itself.
 */
final class Claims {
    /** How long a claim is good for. Longer than any attempt can take. */
    static final Duration LEASE = Duration.ofMinutes(1);

    /**
     * Rows by their place and everything else by its whole key: no join whose order a planner without statistics could
     * get wrong.
     */
    private static final String NEXT = """
            update webhook_deliveries d
               set attempts = d.attempts + 1, due_at = $3, last_attempt_at = $1, updated_at = $1
             where d.ctid = any (array(
                select due.ctid
                  from webhook_deliveries due
                 where due.status = 'pending' and due.due_at <= $1 and due.endpoint_id <> all ($4)
                   and 'active' = (select e.status from webhook_endpoints e where %1$s)
                 order by due.due_at limit $2
                   for update of due skip locked))
            returning d.workspace_id, d.mode, d.id, d.endpoint_id, d.event_id, d.attempts, d.delivered_at,
                coalesce((d.attempt_log -> 0 ->> 'attemptedAt')::timestamptz, d.last_attempt_at) as first_attempt_at,
                (select e.url from webhook_endpoints e where %2$s) as url,
                (select e.secret from webhook_endpoints e where %2$s) as secret,
                coalesce(d.body, (
                    select v.payload from events v
                     where v.workspace_id = d.workspace_id and v.mode = d.mode and v.id = d.event_id)) as body
            """.formatted(endpointOf("due"), endpointOf("d"));

    /** Out of the way of those that can be sent: until the endpoint is enabled again, or the window is over. */
    private static final String SET_ASIDE = """
            update webhook_deliveries d
               set status = case when d.created_at > $2 then d.status
                                 when d.delivered_at is not null then 'succeeded' else 'failed' end,
                   due_at = case when d.created_at > $2 then d.created_at + ($1::timestamptz - $2) end,
                   last_error = case when d.created_at > $2 then d.last_error else 'the endpoint was disabled' end,
                   updated_at = $1
             where d.ctid = any (array(
                select due.ctid
                  from webhook_deliveries due
                 where due.status = 'pending' and due.due_at <= $1
                   and 'disabled' = (select e.status from webhook_endpoints e where %s)
                 order by due.due_at limit 1000
                   for update of due skip locked))
            """.formatted(endpointOf("due"));

    private final Database database;

    Claims(Database database) {
        this.database = database;
    }

    private static String endpointOf(String delivery) {
        return "e.workspace_id = %1$s.workspace_id and e.mode = %1$s.mode and e.id = %1$s.endpoint_id"
                .formatted(delivery);
    }

    /**
     * A delivery that is this worker's to send.
     *
     * @param attempt its number, which fences: only the newest attempt's result is written down
     * @param delivered whether the endpoint took it before
     * @param secret encrypted
     */
    record Claim(
            Tenant tenant,
            String id,
            String endpointId,
            String eventId,
            int attempt,
            Instant claimedAt,
            Instant firstAttemptAt,
            boolean delivered,
            String url,
            Buffer secret,
            String body) {}

    /** Claims up to {@code most} due deliveries, the longest due first, of other endpoints than these. */
    Future<List<Claim>> next(int most, Collection<String> busyEndpoints, Instant now) {
        Tuple parameters =
                Tuple.of(Columns.time(now), most, Columns.time(now.plus(LEASE)), busyEndpoints.toArray(String[]::new));
        return database.many(NEXT, parameters, row -> read(row, now));
    }

    /** Sets the due deliveries of disabled endpoints aside, and ends those that have waited through the window. */
    Future<Void> setAside(Instant now) {
        Instant windowStart = now.minus(RetrySchedule.WINDOW);
        return database.run(SET_ASIDE, Tuple.of(Columns.time(now), Columns.time(windowStart)))
                .mapEmpty();
    }

    private static Claim read(Row row, Instant now) {
        return new Claim(
                Columns.tenant(row),
                row.getString("id"),
                row.getString("endpoint_id"),
                row.getString("event_id"),
                row.getInteger("attempts"),
                now,
                Columns.moment(row, "first_attempt_at"),
                Columns.instant(row, "delivered_at") != null,
                row.getString("url"),
                row.getBuffer("secret"),
                row.getString("body"));
    }
}
