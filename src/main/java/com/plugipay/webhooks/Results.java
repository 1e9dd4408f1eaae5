package com.plugipay.webhooks;

import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.json.Json;
import com.plugipay.model.Actor;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Origin;
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
 * Writes down what became of attempts, all that have come together in one statement, and disables the endpoints that have
 * failed for too long. What cannot be written is tried again for a minute.
 */
final class Results {
    private static final Logger LOG = LoggerFactory.getLogger(Results.class);
    private static final Actor DISPATCHER = Actor.timer("webhook_dispatcher", "Webhook dispatcher");
    private static final int MOST_FAILURES = 20;
    private static final Duration LONGEST_FAILING = Duration.ofDays(1);
    private static final int LONGEST_LOG = 50;
    private static final int AT_ONCE = 500;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /**
     * Nothing of an attempt that somebody else has made meanwhile, or whose endpoint is not there any more. A log that is
     * full loses its second entry, so that it keeps the first.
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

    /** As replays and retries lock deliveries, so that no two wait for each other. */
    private static final Comparator<Result> LOCKED = Comparator.comparing(
                    (Result result) -> result.claim().eventId())
            .thenComparing(result -> result.claim().lane());

    private final Database database;
    private final WebhookEndpointStore endpoints;
    private final InstantSource clock;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Pump pump;

    Results(Database database, WebhookEndpointStore endpoints, InstantSource clock) {
        this.database = database;
        this.endpoints = endpoints;
        this.clock = clock;
        this.pump = new Pump("webhook-results", database, this::write);
    }

    private record Waiting(Result result, Promise<Void> written) {}

    /** How often an endpoint has failed in a row by now. */
    private record Standing(LaneKey endpoint, int failures, Instant since) {
        boolean isTooBad(Instant now) {
            return failures >= MOST_FAILURES && !since.plus(LONGEST_FAILING).isAfter(now);
        }
    }

    /** Completes when it is written, or when there is no sense in it any more. */
    Future<Void> add(Result result) {
        Waiting added = new Waiting(result, Promise.promise());
        waiting.add(added);
        pump.nudge();
        return added.written().future();
    }

    /** Tries again what could not be written. */
    void retry() {
        if (!waiting.isEmpty()) {
            pump.nudge();
        }
    }

    private Future<Boolean> write() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Waiting> batch = new ArrayList<>();
        while (batch.size() < AT_ONCE && !waiting.isEmpty()) {
            batch.add(waiting.poll());
        }
        if (batch.isEmpty()) {
            return Future.succeededFuture(false);
        }
        return record(batch.stream().map(Waiting::result).toList(), now)
                .onSuccess(done -> batch.forEach(each -> each.written().complete()))
                .onFailure(failure -> putBack(batch, now))
                .map(done -> !waiting.isEmpty());
    }

    /** A late result does no harm, see the statement; but what the database never takes must not wait for ever. */
    private void putBack(List<Waiting> batch, Instant now) {
        for (Waiting each : batch.reversed()) {
            if (each.result().attempt().attemptedAt().plus(LONGEST_WAIT).isAfter(now)) {
                waiting.addFirst(each);
            } else {
                LOG.atError()
                        .addKeyValue("deliveryId", each.result().claim().id())
                        .log("What became of a delivery could not be written down; it will be sent again");
                each.written().complete();
            }
        }
    }

    Future<Void> record(List<Result> results, Instant now) {
        List<Result> inOrder = results.stream().sorted(LOCKED).toList();
        Batch<Streak> parameters = Batch.of(inOrder, Columns.time(now))
                .texts(result -> result.claim().lane().workspaceId())
                .texts(result -> result.claim().lane().mode())
                .texts(result -> result.claim().id())
                .integers(result -> result.claim().attempt())
                .texts(result -> result.after().text())
                .times(result -> result.attempt().nextRetryAt())
                .booleans(Result::succeeded)
                .integers(result -> result.attempt().responseCode())
                .texts(result -> result.attempt().error())
                .times(result -> result.attempt().attemptedAt())
                .texts(result -> Json.text(result.attempt()))
                .and(Streak.of(results, now))
                .texts(streak -> streak.endpoint().workspaceId())
                .texts(streak -> streak.endpoint().mode())
                .texts(streak -> streak.endpoint().endpointId())
                .booleans(Streak::broken)
                .integers(Streak::failures)
                .times(Streak::since)
                .texts(Streak::error);
        return database.many(RECORD, parameters.parameters(), Results::standing)
                .compose(standings -> disable(results, standings, now));
    }

    /** A failure of this is no reason to write the results again: the next failure of the endpoint comes back to it. */
    private Future<Void> disable(List<Result> results, List<Standing> standings, Instant now) {
        List<Future<?>> disabled = new ArrayList<>();
        results.stream()
                .filter(Result::isGone)
                .map(result -> result.claim().lane())
                .distinct()
                .forEach(endpoint -> disabled.add(disable(endpoint, "The endpoint answered 410 Gone.", 0, now)));
        for (Standing standing : standings) {
            if (standing.isTooBad(now)) {
                String reason =
                        standing.failures() + " deliveries in a row failed since " + Json.text(standing.since()) + ".";
                disabled.add(disable(standing.endpoint(), reason, MOST_FAILURES, now));
            }
        }
        return disabled.isEmpty()
                ? Future.succeededFuture()
                : Future.join(disabled).<Void>mapEmpty().recover(failure -> {
                    LOG.atWarn().setCause(failure).log("An endpoint that fails could not be disabled");
                    return Future.succeededFuture();
                });
    }

    private Future<?> disable(LaneKey key, String reason, int failures, Instant now) {
        Origin origin = Origin.worker(key.tenant(), DISPATCHER, now);
        return endpoints
                .find(key.tenant(), key.endpointId())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture()
                        : endpoints
                                .disable(origin, found.get(), reason, failures)
                                .mapEmpty());
    }

    private static Standing standing(Row row) {
        Instant since = Columns.instant(row, "failing_since");
        return new Standing(
                LaneKey.read(row), row.getInteger("consecutive_failures"), since == null ? Instant.MAX : since);
    }

    /** Waits for what is being written. */
    Future<Void> stop() {
        return pump.stop();
    }
}
