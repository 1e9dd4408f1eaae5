package com.plugipay.webhooks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.Origin;
import com.plugipay.db.Write;
import com.plugipay.http.Listing;
import com.plugipay.http.Page;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deliveries as the API sees them. {@link Claims} and {@link Results} are the workers' side. */
public final class DeliveryStore {
    private static final TypeReference<List<DeliveryAttempt>> LOG = new TypeReference<>() {};
    private static final String SELECT = """
            select workspace_id, mode, id, endpoint_id, event_id, type, status, attempts, due_at, last_attempt_at,
                delivered_at, response_code, last_error, attempt_log::text as attempt_log, created_at, updated_at,
                coalesce(body, (
                    select e.payload from events e
                     where e.workspace_id = webhook_deliveries.workspace_id and e.mode = webhook_deliveries.mode
                       and e.id = webhook_deliveries.event_id)) as body
              from webhook_deliveries""";
    private static final String FIND = SELECT + " where workspace_id = $1 and mode = $2 and id = $3";
    private static final String RETRY = """
            changed as (
                update webhook_deliveries set status = 'pending', due_at = $3, updated_at = $3
                 where workspace_id = $1 and mode = $2 and id = $4 and not %s
                   and exists (
                       select from webhook_endpoints e
                        where e.workspace_id = $1 and e.mode = $2 and e.status = 'active'
                          and e.id = webhook_deliveries.endpoint_id)
                returning id)
            """.formatted(underWay("$5"));

    private final Database database;

    public DeliveryStore(Database database) {
        this.database = database;
    }

    /**
     * The SQL that tells of a delivery whether a worker sends it at this moment: it was claimed within the lease, and
     * nothing is known yet of that attempt.
     *
     * @param since the parameter that holds the moment before which a claim has lapsed
     */
    static String underWay(String since) {
        return "(last_attempt_at is not null and last_attempt_at > " + since
                + " and attempts > coalesce((attempt_log -> -1 ->> 'attemptNumber')::integer, 0))";
    }

    /** Makes one more attempt due now; false when one is under way or the endpoint is disabled. */
    public Future<Boolean> retry(Origin origin, WebhookDelivery retried) {
        return Write.of(origin, RETRY, retried.id(), Columns.time(origin.now().minus(Claims.LEASE)))
                .audit("webhook_delivery.retried", retried.id())
                .answer(retried)
                .run(database)
                .onSuccess(changed -> Write.EVENTS_READY.publish(database.vertx(), new Write.EventsReady()));
    }

    public Future<Optional<WebhookDelivery>> find(Tenant tenant, String id) {
        return database.one(FIND, Tuple.of(tenant.workspaceId(), tenant.mode().text(), id), DeliveryStore::read);
    }

    public Future<Page<WebhookDelivery>> list(Tenant tenant, Listing listing) {
        Listing.Query query =
                listing.query(tenant, Map.of("endpointId", "endpoint_id", "status", "status", "type", "type"));
        return database.many(SELECT + query.where(), query.parameters(), DeliveryStore::read)
                .map(found -> Page.of(listing, found));
    }

    private static WebhookDelivery read(Row row) {
        return new WebhookDelivery(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("endpoint_id"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("body"),
                Columns.constant(row, "status", WebhookDelivery.Status.class),
                row.getInteger("attempts"),
                Columns.instant(row, "due_at"),
                Columns.instant(row, "last_attempt_at"),
                Columns.instant(row, "delivered_at"),
                row.getInteger("response_code"),
                row.getString("last_error"),
                Columns.list(row, "attempt_log", LOG),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
