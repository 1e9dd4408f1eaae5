package com.plugipay.webhooks.dispatch;

import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.json.Json;
import com.plugipay.model.UpdatedAt;
import com.plugipay.webhooks.endpoints.EndpointKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;

/** Writes the outcomes of attempts to deliver, of any workspaces, and counts the failures of their endpoints. */
final class AttemptOutcomeStore {
    private static final int LONGEST_LOG = 50;

    /**
     * Locks deliveries in the order in which replays and retries do, so that there are no deadlocks: a join alone takes them in
     * the order that its plan happens to have. Records nothing for an attempt that another node has made meanwhile, or whose endpoint is deleted. A full log loses
     * its second entry and keeps the first.
     */
    private static final NamedSql RECORD =
            NamedSql.of("""
            with locked as (
                select d.workspace_id, d.mode, d.id
                  from unnest(:workspaces::text[], :modes::text[], :ids::text[]) as r (workspace_id, mode, id)
                  join webhook_deliveries d on d.workspace_id = r.workspace_id collate "C" and d.mode = r.mode
                   and d.id = r.id collate "C"
                 order by d.event_id, d.workspace_id, d.mode, d.endpoint_id
                   for no key update of d),
            result as (
                update webhook_deliveries d
                   set status = r.status, attempts = r.attempt, tries = d.tries + 1,
                       trying_since = coalesce(d.trying_since, r.attempted_at), due_at = r.due_at,
                       last_attempt_at = r.attempted_at,
                       delivered_at = case when r.succeeded then coalesce(d.delivered_at, :now) else d.delivered_at end,
                       response_code = r.response_code, last_error = r.error,
                       updated_at = %s,
                       attempt_log = case when jsonb_array_length(d.attempt_log) < %d then d.attempt_log
                                          else d.attempt_log - 1 end || r.entry::jsonb
                  from unnest(:workspaces::text[], :modes::text[], :ids::text[], :attempts::integer[],
                              :statuses::text[], :due_at::timestamptz[], :succeeded::boolean[],
                              :response_codes::integer[], :errors::text[], :attempted_at::timestamptz[],
                              :entries::text[])
                    as r (workspace_id, mode, id, attempt, status, due_at, succeeded, response_code, error,
                          attempted_at, entry)
                  join locked on locked.workspace_id = r.workspace_id collate "C" and locked.mode = r.mode
                   and locked.id = r.id collate "C"
                 where d.workspace_id = locked.workspace_id and d.mode = locked.mode and d.id = locked.id
                   and d.attempts = r.attempt - 1 and d.status = 'pending'
                returning d.workspace_id, d.mode, d.endpoint_id)
            update webhook_endpoints e
               set consecutive_failures = case when s.broken then s.failures
                                               else e.consecutive_failures + s.failures end,
                   failing_since = case when s.broken then s.since else coalesce(e.failing_since, s.since) end,
                   last_error = s.error
              from unnest(:streak_workspaces::text[], :streak_modes::text[], :streak_endpoint_ids::text[],
                          :streak_broken::boolean[], :streak_failures::integer[], :streak_since::timestamptz[],
                          :streak_errors::text[])
                as s (workspace_id, mode, id, broken, failures, since, error)
             where e.workspace_id = s.workspace_id collate "C" and e.mode = s.mode and e.id = s.id collate "C"
               and (s.failures > 0 or e.consecutive_failures > 0)
               and (e.workspace_id, e.mode, e.id) in (select workspace_id, mode, endpoint_id from result)
            returning e.workspace_id, e.mode, e.id as endpoint_id, e.consecutive_failures, e.failing_since
            """.formatted(UpdatedAt.sql(":now", "d.updated_at"), LONGEST_LOG));

    private final Database database;

    AttemptOutcomeStore(Database database) {
        this.database = database;
    }

    /** How often an endpoint has failed in a row. */
    record FailureCount(EndpointKey endpoint, int failures, Instant since) {}

    /** Records outcomes; gives the failures of the endpoints whose number of failures has changed. */
    Future<List<FailureCount>> record(List<AttemptOutcome> outcomes, Instant now) {
        Values streaks = Batch.of(FailureStreak.of(outcomes, now))
                .texts("streak_workspaces", streak -> streak.endpoint().workspaceId())
                .texts("streak_modes", streak -> streak.endpoint().mode())
                .texts("streak_endpoint_ids", streak -> streak.endpoint().endpointId())
                .booleans("streak_broken", FailureStreak::hasSuccess)
                .integers("streak_failures", FailureStreak::failures)
                .times("streak_since", FailureStreak::since)
                .texts("streak_errors", FailureStreak::error)
                .values();
        Values values = Batch.of(outcomes)
                .tenants(outcome -> outcome.delivery().endpoint().tenant())
                .texts("ids", outcome -> outcome.delivery().id())
                .integers("attempts", outcome -> outcome.delivery().attempt())
                .texts("statuses", outcome -> outcome.deliveryStatus().text())
                .times("due_at", outcome -> outcome.attempt().nextRetryAt())
                .booleans("succeeded", AttemptOutcome::succeeded)
                .integers("response_codes", outcome -> outcome.attempt().responseCode())
                .texts("errors", outcome -> outcome.attempt().error())
                .times("attempted_at", outcome -> outcome.attempt().attemptedAt())
                .texts("entries", outcome -> Json.text(outcome.attempt()))
                .values()
                .and("now", now)
                .and(streaks);
        return database.many(RECORD, values, AttemptOutcomeStore::count);
    }

    private static FailureCount count(Row row) {
        Instant since = Columns.instant(row, "failing_since");
        return new FailureCount(
                EndpointKey.read(row), row.getInteger("consecutive_failures"), since == null ? Instant.MAX : since);
    }
}
