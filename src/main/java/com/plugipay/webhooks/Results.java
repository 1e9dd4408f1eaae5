package com.plugipay.webhooks;

import com.plugipay.audit.Actor;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.Origin;
import com.plugipay.json.Json;
import com.plugipay.webhooks.Claims.Claim;
import com.plugipay.webhooks.WebhookDelivery.Status;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Writes down what became of an attempt, and what follows for the delivery and its endpoint. */
final class Results {
    private static final Actor DISPATCHER = Actor.timer("webhook_dispatcher", "Webhook dispatcher");
    private static final int GONE = 410;
    private static final int MOST_FAILURES = 20;
    private static final Duration LONGEST_FAILING = Duration.ofDays(1);
    private static final int LONGEST_LOG = 50;

    /**
     * One statement, and nothing of it when another worker has claimed the delivery meanwhile. It gives the endpoint's
     * streak when that has changed. A log that is full loses its second entry, so that it keeps the first.
     */
    private static final String RECORD = """
            with result as (
                update webhook_deliveries
                   set status = $5, due_at = $6, delivered_at = coalesce(delivered_at, $7), response_code = $8,
                       last_error = $9, updated_at = $10,
                       attempt_log = case when jsonb_array_length(attempt_log) < %d then attempt_log
                                          else attempt_log - 1 end || $11::text::jsonb
                 where workspace_id = $1 and mode = $2 and id = $3 and attempts = $4 and status = 'pending'
                returning endpoint_id)
            update webhook_endpoints e
               set consecutive_failures = case when $12 then 0 else consecutive_failures + 1 end,
                   failing_since = case when $12 then null else coalesce(failing_since, $10) end
             where e.workspace_id = $1 and e.mode = $2 and e.id = (select endpoint_id from result)
               and (not $12 or consecutive_failures > 0)
            returning e.consecutive_failures, e.failing_since
            """.formatted(LONGEST_LOG);

    private final Database database;
    private final WebhookEndpointStore endpoints;
    private final RandomGenerator random;

    Results(Database database, WebhookEndpointStore endpoints, RandomGenerator random) {
        this.database = database;
        this.endpoints = endpoints;
        this.random = random;
    }

    /** How often an endpoint has failed in a row, and since when. */
    private record Streak(int failures, Instant since) {
        boolean isTooLong(Instant now) {
            return failures >= MOST_FAILURES && !since.plus(LONGEST_FAILING).isAfter(now);
        }
    }

    /** Records the answer to a claimed delivery. */
    Future<Void> record(Claim claim, Sender.Answer answer, Instant now) {
        DeliveryAttempt attempt = attempt(claim, answer, now);
        boolean succeeded = attempt.status() == Status.SUCCEEDED;
        Tuple parameters = Tuple.of(
                        claim.tenant().workspaceId(), claim.tenant().mode().text(), claim.id(), claim.attempt())
                .addString(statusAfter(claim, attempt).text())
                .addOffsetDateTime(Columns.time(attempt.nextRetryAt()))
                .addOffsetDateTime(succeeded ? Columns.time(now) : null)
                .addInteger(attempt.responseCode())
                .addString(attempt.error())
                .addOffsetDateTime(Columns.time(now))
                .addString(Json.text(attempt))
                .addBoolean(succeeded);
        return database.one(RECORD, parameters, Results::streak)
                .compose(changed -> succeeded || changed.isEmpty()
                        ? Future.succeededFuture()
                        : consider(claim, answer, changed.get(), now));
    }

    private DeliveryAttempt attempt(Claim claim, Sender.Answer answer, Instant now) {
        boolean succeeded = answer.error() == null;
        return new DeliveryAttempt(
                claim.attempt(),
                succeeded ? Status.SUCCEEDED : Status.FAILED,
                answer.responseCode(),
                answer.durationMs(),
                answer.error(),
                succeeded || claim.delivered() || isGone(answer)
                        ? null
                        : nextRetry(claim, answer, now).orElse(null),
                claim.claimedAt());
    }

    /** By the schedule, or later if the receiver asks for it. */
    private Optional<Instant> nextRetry(Claim claim, Sender.Answer answer, Instant now) {
        return RetrySchedule.next(claim.attempt(), claim.firstAttemptAt(), now, random)
                .map(scheduled -> RetryAfter.parse(answer.retryAfter(), now)
                        .filter(scheduled::isBefore)
                        .orElse(scheduled));
    }

    private static Status statusAfter(Claim claim, DeliveryAttempt attempt) {
        if (attempt.status() == Status.SUCCEEDED || claim.delivered()) {
            return Status.SUCCEEDED;
        }
        return attempt.nextRetryAt() == null ? Status.FAILED : Status.PENDING;
    }

    /** Whether this failure is the one that disables the endpoint. */
    private Future<Void> consider(Claim claim, Sender.Answer answer, Streak streak, Instant now) {
        if (isGone(answer)) {
            return disable(claim, "The endpoint answered 410 Gone.", 0, now);
        }
        if (streak.isTooLong(now)) {
            String reason = streak.failures() + " deliveries in a row failed since " + Json.text(streak.since()) + ".";
            return disable(claim, reason, MOST_FAILURES, now);
        }
        return Future.succeededFuture();
    }

    private Future<Void> disable(Claim claim, String reason, int failures, Instant now) {
        Origin origin = Origin.worker(claim.tenant(), DISPATCHER, now);
        return endpoints
                .find(claim.tenant(), claim.endpointId())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture()
                        : endpoints
                                .disable(origin, found.get(), reason, failures)
                                .mapEmpty());
    }

    private static boolean isGone(Sender.Answer answer) {
        Integer code = answer.responseCode();
        return code != null && code == GONE;
    }

    private static Streak streak(Row row) {
        Instant since = Columns.instant(row, "failing_since");
        return new Streak(row.getInteger("consecutive_failures"), since == null ? Instant.MAX : since);
    }
}
