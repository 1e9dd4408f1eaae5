package com.plugipay.webhooks.recoveries;

import com.plugipay.db.Database;
import com.plugipay.db.Database.Transaction;
import com.plugipay.db.Horizon;
import com.plugipay.events.SdkEvents;
import com.plugipay.model.Ids;
import com.plugipay.outbox.Write;
import com.plugipay.webhooks.deliveries.DeliveryStatement;
import com.plugipay.webhooks.deliveries.DeliveryStatement.Existing;
import com.plugipay.webhooks.deliveries.EndpointSubscription;
import com.plugipay.webhooks.deliveries.NewDelivery;
import com.plugipay.webhooks.endpoints.DeliveryStatus;
import com.plugipay.webhooks.endpoints.EndpointKey;
import com.plugipay.webhooks.recoveries.WebhookRecovery.Status;
import com.plugipay.webhooks.recoveries.WebhookRecoveryStore.Candidate;
import com.plugipay.webhooks.recoveries.WebhookRecoveryStore.Progress;
import com.plugipay.webhooks.recoveries.WebhookRecoveryStore.Running;
import com.plugipay.work.Claimed;
import com.plugipay.work.ClaimedWork;
import com.plugipay.work.Claims;
import com.plugipay.work.DueTable;
import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Runs recoveries: a batch of events in one transaction, which also records the position, so that a restart continues
 * there. While an endpoint has enough pending deliveries, its recovery waits.
 */
public final class Recoveries extends ClaimedWork<String> {
    /** An endpoint with that many due deliveries gets no more by a recovery. */
    private static final int ENOUGH = 1_000;
    /** Between two batches, and while the endpoint has enough due deliveries. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration DISABLED_PAUSE = Duration.ofMinutes(1);

    /** Without the deliveries it is unknown what the endpoint accepted; a recovery ends so long before they are deleted. */
    private static final Duration MARGIN = Duration.ofHours(1);

    /** The recoveries that are due. */
    public static final DueTable DUE = new DueTable.Layout(
                    "webhook_recoveries", "id", "due_at", "tries", "workspace_id, mode, id, tries")
            .together();

    private final Database database;
    private final Claims claims;
    private final Duration retention;
    private final SdkEvents sdkEvents;

    /**
     * Runs the recoveries in that database.
     *
     * @param retention how long deliveries are kept
     */
    public Recoveries(Database database, Claims claims, Duration retention, SdkEvents sdkEvents) {
        super(claims, DUE, null, row -> row.getString("id"));
        this.database = database;
        this.claims = claims;
        this.retention = retention;
        this.sdkEvents = sdkEvents;
    }

    @Override
    public Instant again(Claimed<String> recovery, Instant now) {
        return WorkSchedule.unceasing(recovery.tries(), now);
    }

    /** Runs one batch; its position and when it is due again are recorded in the same transaction. */
    @Override
    public Future<WorkResult> run(Claimed<String> claimed, Instant now) {
        return database.transaction(transaction -> WebhookRecoveryStore.lock(
                                claimed.tenant(), transaction, claimed.id(), claims.number(), ENOUGH, now)
                        .compose(locked ->
                                locked.isEmpty() ? Future.succeededFuture() : runBatch(transaction, locked.get(), now)))
                .map(worked -> {
                    Write.EVENTS_READY.publish(database.vertx(), "");
                    return WorkResult.DONE;
                });
    }

    private Future<Void> runBatch(Transaction transaction, Running running, Instant now) {
        return advance(transaction, running, now)
                .compose(progress -> WebhookRecoveryStore.record(
                        running.recovery().tenant(),
                        transaction,
                        running.recovery().id(),
                        progress,
                        now));
    }

    private Future<Progress> advance(Transaction transaction, Running running, Instant now) {
        String position = running.position();
        List<String> filter = running.filter();
        if (filter == null) {
            return Future.succeededFuture(new Progress(position, 0, Status.CANCELED, null));
        }
        if (!running.isActive()) {
            return Future.succeededFuture(new Progress(position, 0, Status.RUNNING, now.plus(DISABLED_PAUSE)));
        }
        if (running.waiting() >= ENOUGH) {
            return Future.succeededFuture(new Progress(position, 0, Status.RUNNING, now.plus(PAUSE)));
        }
        String oldest = Ids.before(now.minus(retention).plus(MARGIN), "evt");
        String from = position.compareTo(oldest) > 0 ? position : oldest;
        String until = Ids.before(running.recovery().until(), "evt");
        return Horizon.EVENTS
                .upTo(transaction, until)
                .compose(bound -> WebhookRecoveryStore.candidates(
                                running.recovery().tenant(),
                                transaction,
                                running.recovery().endpointId(),
                                from,
                                bound)
                        .compose(candidates -> candidates.isEmpty() && !bound.equals(until)
                                // An event that is being written may belong to it.
                                ? Future.succeededFuture(new Progress(position, 0, Status.RUNNING, now.plus(PAUSE)))
                                : recover(transaction, running, filter, candidates, now)));
    }

    private Future<Progress> recover(
            Transaction transaction, Running running, List<String> filter, List<Candidate> candidates, Instant now) {
        if (candidates.isEmpty()) {
            return Future.succeededFuture(new Progress(running.position(), 0, Status.SUCCEEDED, null));
        }
        List<NewDelivery> deliveries = candidates.stream()
                .flatMap(candidate -> delivery(running.endpoint(), filter, candidate, now).stream())
                .toList();
        String position = candidates.getLast().event().id();
        return DeliveryStatement.write(transaction, deliveries, Existing.RETRIED_IF_FAILED, now)
                .map(recovered -> new Progress(position, recovered, Status.RUNNING, now.plus(PAUSE)));
    }

    /** A delivery that exists is retried whatever the endpoint asks for by now; an event without one only if it asks for it. */
    private List<NewDelivery> delivery(EndpointKey endpoint, List<String> filter, Candidate candidate, Instant now) {
        DeliveryStatus status = candidate.deliveryStatus();
        if (status == null) {
            return NewDelivery.of(
                    candidate.event(), List.of(new EndpointSubscription(endpoint, filter)), sdkEvents, now);
        }
        return status == DeliveryStatus.SUCCEEDED
                ? List.of()
                : List.of(new NewDelivery(endpoint, Ids.at(now, "whd"), candidate.event(), null));
    }
}
