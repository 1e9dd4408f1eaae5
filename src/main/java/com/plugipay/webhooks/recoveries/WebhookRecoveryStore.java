package com.plugipay.webhooks.recoveries;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Statements;
import com.plugipay.db.Values;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.webhooks.deliveries.StoredEvent;
import com.plugipay.webhooks.endpoints.DeliveryStatus;
import com.plugipay.webhooks.endpoints.EndpointKey;
import com.plugipay.webhooks.endpoints.WebhookEndpoint;
import com.plugipay.webhooks.recoveries.WebhookRecovery.Status;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recoveries in the database: the API starts and reads them, {@link Recoveries} runs them in transactions. */
final class WebhookRecoveryStore {
    private static final String SELECT = """
            select workspace_id, mode, id, endpoint_id, since, until, status, recovered, created_at, updated_at
              from webhook_recoveries""";
    private static final NamedSql FIND =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and id = :id");

    /** One at a time for an endpoint, so that no two wait for each other's rows. */
    private static final NamedSql INSERT = NamedSql.of("""
            insert into webhook_recoveries (workspace_id, mode, created_at, updated_at, due_at, id, endpoint_id, since,
                until, position, recovered, status)
            values (:workspace, :mode, :now, :now, :now, :id, :endpoint_id, :since, :until, :position, 0, 'running')
            on conflict (workspace_id, mode, endpoint_id) where status = 'running' do nothing
            returning id""");

    /** Locked until its position is recorded; none when another node has claimed it. */
    private static final NamedSql LOCK = NamedSql.of("""
            select r.*, e.status as endpoint_status, e.events, (
                    select count(*) from (
                        select from webhook_deliveries d
                         where d.workspace_id = r.workspace_id and d.mode = r.mode and d.endpoint_id = r.endpoint_id
                           and d.status = 'pending' and d.due_at <= :now
                         limit :most_waiting) waiting) as waiting
              from (select * from webhook_recoveries
                     where workspace_id = :workspace and mode = :mode and id = :id and status = 'running'
                       and claimed_by = :node
                       for update) r
              left join webhook_endpoints e
                on e.workspace_id = r.workspace_id and e.mode = r.mode and e.id = r.endpoint_id""");

    private static final int EVENTS = 500;

    /** Payloads that are read at once, in bytes, and the one that exceeds it. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    /** Events with the status of the endpoint's delivery of each. */
    private static final NamedSql CANDIDATES = NamedSql.of("""
            select v.workspace_id, v.mode, v.id, v.type, v.payload,
                   (select d.status from webhook_deliveries d
                     where d.event_id = v.id and d.endpoint_id = :endpoint_id
                       and d.workspace_id = v.workspace_id and d.mode = v.mode) as delivery_status
              from (select e.*, sum(octet_length(e.payload)) over (order by e.id) - octet_length(e.payload) as before
                      from (select * from events
                             where workspace_id = :workspace and mode = :mode and id > :after and id < :before
                             order by id limit %d) e) v
             where v.before < %d
             order by v.id""".formatted(EVENTS, MOST_BYTES));

    private static final NamedSql RECORD = NamedSql.of("""
            update webhook_recoveries
               set position = :position, recovered = recovered + :recovered, status = :status, due_at = :due_at,
                   updated_at = %s, tries = 0, last_error = null, claimed_by = null
             where workspace_id = :workspace and mode = :mode and id = :id""".formatted(UpdatedAt.SQL));

    private final Database database;

    WebhookRecoveryStore(Database database) {
        this.database = database;
    }

    /**
     * A recovery whose row is locked.
     *
     * @param filter the events that the endpoint asks for; null when it is deleted
     * @param waiting its due deliveries, as far as they were counted
     */
    record Running(
            WebhookRecovery recovery,
            String position,
            @Nullable List<String> filter,
            boolean isActive,
            long waiting) {
        EndpointKey endpoint() {
            return new EndpointKey(recovery.tenant(), recovery.endpointId());
        }
    }

    /** What a batch has changed. */
    record Progress(
            String position,
            int recovered,
            Status status,
            @Nullable Instant nextAt) {}

    /** An event, and the status of the endpoint's delivery of it; null when there is none. */
    record Candidate(StoredEvent event, @Nullable DeliveryStatus deliveryStatus) {}

    /** Starts a recovery, unless another one of the endpoint is running. */
    <T> Change<T> insert(ChangeContext context, WebhookRecovery recovery, T response) {
        Values values = Values.none()
                .and("id", recovery.id())
                .and("endpoint_id", recovery.endpointId())
                .and("since", recovery.since())
                .and("until", recovery.until())
                .and("position", Ids.before(recovery.since(), "evt"));
        return Write.of(context)
                .step("changed", INSERT, values)
                .audit("webhook_endpoint.recovered", recovery.endpointId(), Map.of("recoveryId", recovery.id()))
                .returning(response);
    }

    Future<Optional<WebhookRecovery>> find(Tenant tenant, String id) {
        return database.one(FIND, Values.of(tenant).and("id", id), WebhookRecoveryStore::read);
    }

    Future<Page<WebhookRecovery>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, Map.of("endpointId", "endpoint_id", "status", "status"));
        return database.many(SELECT + query.where(), query.parameters(), WebhookRecoveryStore::read)
                .map(found -> Page.of(listing, found));
    }

    /**
     * Locks a recovery that this start of the node has claimed; empty when another one has.
     *
     * @param mostWaiting how many due deliveries are counted at most
     */
    static Future<Optional<Running>> lock(
            Tenant tenant, Statements transaction, String id, int node, int mostWaiting, Instant now) {
        return transaction.one(
                LOCK,
                Values.of(tenant)
                        .and("id", id)
                        .and("node", node)
                        .and("most_waiting", mostWaiting)
                        .and("now", now),
                WebhookRecoveryStore::readRunning);
    }

    /** Some of the events between these ids, both exclusive, in their order. */
    static Future<List<Candidate>> candidates(
            Tenant tenant, Statements transaction, String endpointId, String after, String before) {
        return transaction.many(
                CANDIDATES,
                Values.of(tenant)
                        .and("endpoint_id", endpointId)
                        .and("after", after)
                        .and("before", before),
                WebhookRecoveryStore::readCandidate);
    }

    /** Records the progress of a recovery, and ends its claim. */
    static Future<Void> record(Tenant tenant, Statements transaction, String id, Progress progress, Instant now) {
        return transaction
                .run(
                        RECORD,
                        Values.of(tenant)
                                .and("id", id)
                                .and("position", progress.position())
                                .and("recovered", progress.recovered())
                                .and("status", progress.status().text())
                                .and("due_at", progress.nextAt())
                                .and("now", now))
                .mapEmpty();
    }

    private static Candidate readCandidate(Row row) {
        boolean hasDelivery = row.getString("delivery_status") != null;
        return new Candidate(
                StoredEvent.read(row),
                hasDelivery ? Columns.constant(row, "delivery_status", DeliveryStatus.class) : null);
    }

    private static Running readRunning(Row row) {
        String status = row.getString("endpoint_status");
        return new Running(
                read(row),
                row.getString("position"),
                status == null ? null : Columns.texts(row, "events"),
                WebhookEndpoint.Status.ACTIVE.text().equals(status),
                row.getLong("waiting"));
    }

    private static WebhookRecovery read(Row row) {
        return new WebhookRecovery(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("endpoint_id"),
                Columns.moment(row, "since"),
                Columns.moment(row, "until"),
                Columns.constant(row, "status", WebhookRecovery.Status.class),
                row.getLong("recovered"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
