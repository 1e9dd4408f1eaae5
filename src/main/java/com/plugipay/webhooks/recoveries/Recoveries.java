package com.plugipay.webhooks.recoveries;

import com.plugipay.db.Columns;
import com.plugipay.db.Database.Transaction;
import com.plugipay.db.Database;
import com.plugipay.db.Horizon;
import com.plugipay.model.Ids;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Write;
import com.plugipay.webhooks.deliveries.DeliveryStatement.Existing;
import com.plugipay.webhooks.deliveries.DeliveryStatement;
import com.plugipay.webhooks.deliveries.EndpointSubscription;
import com.plugipay.webhooks.deliveries.NewDelivery;
import com.plugipay.webhooks.deliveries.StoredEvent;
import com.plugipay.webhooks.endpoints.DeliveryStatus;
import com.plugipay.webhooks.endpoints.EndpointKey;
import com.plugipay.webhooks.endpoints.WebhookEndpoint;
import com.plugipay.webhooks.recoveries.WebhookRecovery.Status;
import com.plugipay.work.Claimed;
import com.plugipay.work.ClaimedWork;
import com.plugipay.work.Claims;
import com.plugipay.work.DueTable;
import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs recoveries: a batch of events in one transaction, which also records the position, so that a restart continues
 * there. While an endpoint has enough pending deliveries, its recovery waits.
 */
public final class Recoveries extends ClaimedWork<String> {
    private static final int EVENTS = 500;
    /** Payloads that are read at once, in bytes, and the one that goes beyond. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

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

    /** Locked until its position is recorded; none when another node has claimed it. */
    private static final String CLAIMED = """
            select r.*, e.status as endpoint_status, e.events, (
                    select count(*) from (
                        select from webhook_deliveries d
                         where d.workspace_id = r.workspace_id and d.mode = r.mode and d.endpoint_id = r.endpoint_id
                           and d.status = 'pending' and d.due_at <= $1
                         limit $2) waiting) as waiting
              from (select * from webhook_recoveries
                     where workspace_id = $3 and mode = $4 and id = $5 and status = 'running' and claimed_by = $6
                       for update) r
              left join webhook_endpoints e
                on e.workspace_id = r.workspace_id and e.mode = r.mode and e.id = r.endpoint_id""";

    /** Events with the status of the endpoint's delivery of each. */
    private static final String READ = """
            select v.workspace_id, v.mode, v.id, v.type, v.payload, d.status as delivery_status
              from (select e.*, sum(octet_length(e.payload)) over (order by e.id) - octet_length(e.payload) as before
                      from (select * from events
                             where workspace_id = $1 and mode = $2 and id > $3 and id < $4
                             order by id limit %d) e) v
              left join webhook_deliveries d
                on d.workspace_id = v.workspace_id and d.mode = v.mode and d.event_id = v.id and d.endpoint_id = $5
             where v.before < %d
             order by v.id""".formatted(EVENTS, MOST_BYTES);

    private static final String RECORD = """
            update webhook_recoveries
               set position = $4, recovered = recovered + $5, status = $6, due_at = $7, updated_at = %s,
                   tries = 0, last_error = null, claimed_by = null
             where workspace_id = $1 and mode = $2 and id = $3""".formatted(UpdatedAt.sql("$8", "updated_at"));

    private final Database database;
    private final Claims claims;
    private final Duration retention;

    /**
     * Runs the recoveries in that database.
     *
     * @param retention how long deliveries are kept
     */
    public Recoveries(Database database, Claims claims, Duration retention) {
        super(claims, DUE, null, row -> row.getString("id"));
        this.database = database;
        this.claims = claims;
        this.retention = retention;
    }

    /** @param filter what the endpoint asks for; null when it is deleted */
    private record Running(
            WebhookRecovery recovery,
            String position,
            @Nullable List<String> filter,
            boolean isActive,
            long waiting) {
        EndpointKey endpoint() {
            return new EndpointKey(recovery.tenant(), recovery.endpointId());
        }
    }

    private record Progress(
            String position,
            int recovered,
            Status status,
            @Nullable Instant nextAt) {}

    /** An event, and the status of the endpoint's delivery of it; null when there is none. */
    private record Candidate(StoredEvent event, @Nullable String deliveryStatus) {}

    @Override
    public Instant again(Claimed<String> recovery, Instant now) {
        return WorkSchedule.unceasing(recovery.tries(), now);
    }

    /** Runs one batch; its position and when it is due again are recorded in the same transaction. */
    @Override
    public Future<WorkResult> run(Claimed<String> claimed, Instant now) {
        Tuple parameters = Tuple.of(
                        Columns.time(now),
                        ENOUGH,
                        claimed.tenant().workspaceId(),
                        claimed.tenant().mode().text())
                .addValue(claimed.id())
                .addValue(claims.number());
        return database.transaction(transaction -> transaction
                        .run(CLAIMED, parameters)
                        .compose(rows -> rows.size() == 0
                                ? Future.succeededFuture()
                                : runBatch(transaction, read(rows.iterator().next()), now)))
                .map(worked -> {
                    Write.EVENTS_READY.publish(database.vertx(), "");
                    return WorkResult.DONE;
                });
    }

    private Future<Void> runBatch(Transaction transaction, Running running, Instant now) {
        return advance(transaction, running, now)
                .compose(progress -> transaction
                        .run(
                                RECORD,
                                Tuple.of(
                                                running.endpoint().workspaceId(),
                                                running.endpoint().mode(),
                                                running.recovery().id(),
                                                progress.position(),
                                                progress.recovered())
                                        .addValue(progress.status().text())
                                        .addValue(Columns.time(progress.nextAt()))
                                        .addValue(Columns.time(now)))
                        .mapEmpty());
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
                .compose(bound -> transaction
                        .run(
                                READ,
                                Tuple.of(
                                        running.endpoint().workspaceId(),
                                        running.endpoint().mode(),
                                        from,
                                        bound,
                                        running.recovery().endpointId()))
                        .compose(rows -> rows.size() == 0 && !bound.equals(until)
                                // An event that is being written may belong to it.
                                ? Future.succeededFuture(new Progress(position, 0, Status.RUNNING, now.plus(PAUSE)))
                                : recover(transaction, running, filter, candidates(rows), now)));
    }

    private static Future<Progress> recover(
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
    private static List<NewDelivery> delivery(
            EndpointKey endpoint, List<String> filter, Candidate candidate, Instant now) {
        String status = candidate.deliveryStatus();
        if (status == null) {
            return NewDelivery.of(candidate.event(), List.of(new EndpointSubscription(endpoint, filter)), now);
        }
        return status.equals(DeliveryStatus.SUCCEEDED.text())
                ? List.of()
                : List.of(new NewDelivery(endpoint, Ids.at(now, "whd"), candidate.event(), null));
    }

    private static List<Candidate> candidates(RowSet<Row> rows) {
        List<Candidate> candidates = new ArrayList<>(rows.size());
        rows.forEach(row -> candidates.add(new Candidate(StoredEvent.read(row), row.getString("delivery_status"))));
        return candidates;
    }

    private static Running read(Row row) {
        String status = row.getString("endpoint_status");
        return new Running(
                WebhookRecoveryStore.read(row),
                row.getString("position"),
                status == null ? null : Columns.texts(row, "events"),
                WebhookEndpoint.Status.ACTIVE.text().equals(status),
                row.getLong("waiting"));
    }
}
