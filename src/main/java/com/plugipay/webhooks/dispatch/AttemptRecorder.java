package com.plugipay.webhooks.dispatch;

import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.json.Json;
import com.plugipay.model.Actor;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.webhooks.endpoints.EndpointKey;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the outcomes of attempts, many in one statement, and disables endpoints that have failed for too long. An outcome
 * that cannot be written is tried again for a minute.
 */
final class AttemptRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptRecorder.class);
    private static final Actor DISPATCHER = Actor.timer("webhook_dispatcher", "Webhook dispatcher");
    private static final int MOST_FAILURES = 20;
    private static final Duration LONGEST_FAILING = Duration.ofDays(1);
    private static final int LONGEST_LOG = 50;
    private static final int BATCH = 500;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /**
     * Records nothing for an attempt that another node has made meanwhile, or whose endpoint is deleted. A full log loses
     * its second entry and keeps the first.
     */
    private static final String RECORD = """
            with result as (
                update webhook_deliveries d
                   set status = r.status, attempts = r.attempt, tries = d.tries + 1,
                       trying_since = coalesce(d.trying_since, r.attempted_at), due_at = r.due_at,
                       last_attempt_at = r.attempted_at,
                       delivered_at = case when r.succeeded then coalesce(d.delivered_at, $1) else d.delivered_at end,
                       response_code = r.response_code, last_error = r.error,
                       updated_at = %s,
                       attempt_log = case when jsonb_array_length(d.attempt_log) < %d then d.attempt_log
                                          else d.attempt_log - 1 end || r.entry::jsonb
                  from unnest($2::text[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::timestamptz[],
                              $8::boolean[], $9::integer[], $10::text[], $11::timestamptz[], $12::text[])
                    as r (workspace_id, mode, id, attempt, status, due_at, succeeded, response_code, error,
                          attempted_at, entry)
                 where d.workspace_id = r.workspace_id collate "C" and d.mode = r.mode and d.id = r.id collate "C"
                   and d.attempts = r.attempt - 1 and d.status = 'pending'
                returning d.workspace_id, d.mode, d.endpoint_id)
            update webhook_endpoints e
               set consecutive_failures = case when s.broken then s.failures
                                               else e.consecutive_failures + s.failures end,
                   failing_since = case when s.broken then s.since else coalesce(e.failing_since, s.since) end,
                   last_error = s.error
              from unnest($13::text[], $14::text[], $15::text[], $16::boolean[], $17::integer[], $18::timestamptz[],
                          $19::text[])
                as s (workspace_id, mode, id, broken, failures, since, error)
             where e.workspace_id = s.workspace_id collate "C" and e.mode = s.mode and e.id = s.id collate "C"
               and (s.failures > 0 or e.consecutive_failures > 0)
               and (e.workspace_id, e.mode, e.id) in (select workspace_id, mode, endpoint_id from result)
            returning e.workspace_id, e.mode, e.id as endpoint_id, e.consecutive_failures, e.failing_since
            """.formatted(UpdatedAt.sql("$1", "d.updated_at"), LONGEST_LOG);

    /** The order in which replays and retries lock deliveries too, so that there are no deadlocks. */
    private static final Comparator<AttemptOutcome> LOCK_ORDER = Comparator.comparing(
                    (AttemptOutcome outcome) -> outcome.delivery().eventId())
            .thenComparing(outcome -> outcome.delivery().endpoint());

    private final Database database;
    private final WebhookEndpointStore endpoints;
    private final InstantSource clock;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final CoalescingTask task;

    AttemptRecorder(Database database, WebhookEndpointStore endpoints, InstantSource clock) {
        this.database = database;
        this.endpoints = endpoints;
        this.clock = clock;
        this.task = new CoalescingTask("webhook-outcomes", database, this::write);
    }

    private record Waiting(AttemptOutcome outcome, Promise<Void> written) {}

    /** How often an endpoint has failed in a row. */
    private record FailureCount(EndpointKey endpoint, int failures, Instant since) {
        boolean isTooMany(Instant now) {
            return failures >= MOST_FAILURES && !since.plus(LONGEST_FAILING).isAfter(now);
        }
    }

    /** Completes when the outcome is written, or is given up. */
    Future<Void> add(AttemptOutcome outcome) {
        Waiting added = new Waiting(outcome, Promise.promise());
        waiting.add(added);
        task.nudge();
        return added.written().future();
    }

    /** Tries again to write outcomes that could not be written. */
    void retry() {
        if (!waiting.isEmpty()) {
            task.nudge();
        }
    }

    private Future<Boolean> write() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Waiting> batch = new ArrayList<>();
        while (batch.size() < BATCH && !waiting.isEmpty()) {
            batch.add(waiting.poll());
        }
        if (batch.isEmpty()) {
            return Future.succeededFuture(false);
        }
        return record(batch.stream().map(Waiting::outcome).toList(), now)
                .onSuccess(done -> batch.forEach(each -> each.written().complete()))
                .onFailure(failure -> putBack(batch, now))
                .map(done -> !waiting.isEmpty());
    }

    /** A late outcome does no harm, see the statement; but one that the database never accepts must not wait for ever. */
    private void putBack(List<Waiting> batch, Instant now) {
        for (Waiting each : batch.reversed()) {
            if (each.outcome().attempt().attemptedAt().plus(LONGEST_WAIT).isAfter(now)) {
                waiting.addFirst(each);
            } else {
                LOG.atError()
                        .addKeyValue("deliveryId", each.outcome().delivery().id())
                        .log("Cannot record the outcome of a delivery; it will be sent again");
                each.written().complete();
            }
        }
    }

    Future<Void> record(List<AttemptOutcome> outcomes, Instant now) {
        List<AttemptOutcome> inOrder = outcomes.stream().sorted(LOCK_ORDER).toList();
        Batch<FailureStreak> parameters = Batch.of(inOrder, Columns.time(now))
                .texts(outcome -> outcome.delivery().endpoint().workspaceId())
                .texts(outcome -> outcome.delivery().endpoint().mode())
                .texts(outcome -> outcome.delivery().id())
                .integers(outcome -> outcome.delivery().attempt())
                .texts(outcome -> outcome.deliveryStatus().text())
                .times(outcome -> outcome.attempt().nextRetryAt())
                .booleans(AttemptOutcome::succeeded)
                .integers(outcome -> outcome.attempt().responseCode())
                .texts(outcome -> outcome.attempt().error())
                .times(outcome -> outcome.attempt().attemptedAt())
                .texts(outcome -> Json.text(outcome.attempt()))
                .and(FailureStreak.of(outcomes, now))
                .texts(streak -> streak.endpoint().workspaceId())
                .texts(streak -> streak.endpoint().mode())
                .texts(streak -> streak.endpoint().endpointId())
                .booleans(FailureStreak::hasSuccess)
                .integers(FailureStreak::failures)
                .times(FailureStreak::since)
                .texts(FailureStreak::error);
        return database.many(RECORD, parameters.parameters(), AttemptRecorder::count)
                .compose(counts -> disable(outcomes, counts, now));
    }

    /** Its own failure is only logged: the next failure of the endpoint leads here again. */
    private Future<Void> disable(List<AttemptOutcome> outcomes, List<FailureCount> counts, Instant now) {
        List<Future<?>> disabled = new ArrayList<>();
        outcomes.stream()
                .filter(AttemptOutcome::isGone)
                .map(outcome -> outcome.delivery().endpoint())
                .distinct()
                .forEach(endpoint -> disabled.add(disable(endpoint, "The endpoint answered 410 Gone.", 0, now)));
        for (FailureCount count : counts) {
            if (count.isTooMany(now)) {
                String reason =
                        count.failures() + " deliveries in a row failed since " + Json.text(count.since()) + ".";
                disabled.add(disable(count.endpoint(), reason, MOST_FAILURES, now));
            }
        }
        return disabled.isEmpty()
                ? Future.succeededFuture()
                : Future.join(disabled).<Void>mapEmpty().recover(failure -> {
                    LOG.atWarn().setCause(failure).log("Cannot disable a failing endpoint");
                    return Future.succeededFuture();
                });
    }

    private Future<?> disable(EndpointKey key, String reason, int failures, Instant now) {
        ChangeContext origin = ChangeContext.worker(key.tenant(), DISPATCHER, now);
        return endpoints
                .find(key.tenant(), key.endpointId())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture()
                        : endpoints
                                .disable(origin, found.get(), reason, failures)
                                .mapEmpty());
    }

    private static FailureCount count(Row row) {
        Instant since = Columns.instant(row, "failing_since");
        return new FailureCount(
                EndpointKey.read(row), row.getInteger("consecutive_failures"), since == null ? Instant.MAX : since);
    }

    /** Waits for the current write. */
    Future<Void> stop() {
        return task.stop();
    }
}
