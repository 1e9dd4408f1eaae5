package com.plugipay.webhooks.dispatch;

import com.plugipay.db.Database;
import com.plugipay.json.Json;
import com.plugipay.model.Actor;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.webhooks.dispatch.AttemptOutcomeStore.FailureCount;
import com.plugipay.webhooks.endpoints.EndpointKey;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import com.plugipay.work.CoalescingTask;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
    private static final int BATCH = 500;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final AttemptOutcomeStore outcomes;
    private final WebhookEndpointStore endpoints;
    private final InstantSource clock;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final CoalescingTask task;

    AttemptRecorder(Database database, WebhookEndpointStore endpoints, InstantSource clock) {
        this.outcomes = new AttemptOutcomeStore(database);
        this.endpoints = endpoints;
        this.clock = clock;
        this.task = new CoalescingTask("webhook-outcomes", database, this::write);
    }

    private record Waiting(AttemptOutcome outcome, Promise<Void> written) {}

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
                .onSuccess(recorded -> batch.forEach(item -> item.written().complete()))
                .onFailure(failure -> putBack(batch, now))
                .map(recorded -> !waiting.isEmpty());
    }

    /** A late outcome does no harm, see the statement; but one that the database never accepts must not wait for ever. */
    private void putBack(List<Waiting> batch, Instant now) {
        for (Waiting item : batch.reversed()) {
            if (item.outcome().attempt().attemptedAt().plus(LONGEST_WAIT).isAfter(now)) {
                waiting.addFirst(item);
            } else {
                LOG.atError()
                        .addKeyValue("deliveryId", item.outcome().delivery().id())
                        .log("Cannot record the outcome of a delivery; it will be sent again");
                item.written().complete();
            }
        }
    }

    Future<Void> record(List<AttemptOutcome> outcomes, Instant now) {
        return this.outcomes.record(outcomes, now).compose(counts -> disable(outcomes, counts, now));
    }

    private static boolean isTooMany(FailureCount count, Instant now) {
        return count.failures() >= MOST_FAILURES
                && !count.since().plus(LONGEST_FAILING).isAfter(now);
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
            if (isTooMany(count, now)) {
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
        ChangeContext context = ChangeContext.worker(key.tenant(), DISPATCHER, now);
        return endpoints
                .find(key.tenant(), key.endpointId())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture()
                        : endpoints.disable(context, found.get(), reason, failures));
    }

    /** Waits for the current write. */
    Future<Void> stop() {
        return task.stop();
    }
}
