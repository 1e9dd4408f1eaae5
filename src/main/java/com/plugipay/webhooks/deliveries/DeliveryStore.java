package com.plugipay.webhooks.deliveries;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.webhooks.endpoints.DeliveryStatus;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Deliveries as the API reads and retries them; the dispatcher claims and updates them by other statements. */
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
    private static final NamedSql FIND =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and id = :id");
    private static final NamedSql FIND_SOME =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and id = any (:ids)");

    /** In the order in which replays lock deliveries too. */
    private static final NamedSql LOCK = NamedSql.of("""
            select id from webhook_deliveries
             where workspace_id = :workspace and mode = :mode and id = any (:ids)
             order by event_id, endpoint_id
               for no key update""");

    /** A delivery that waits for its next attempt continues its round of retries; one that has ended starts a new round. */
    private static final NamedSql RETRY = NamedSql.of("""
            update webhook_deliveries d
               set status = 'pending', due_at = :now, updated_at = %s,
                   tries = case when d.status = 'pending' then d.tries else 0 end,
                   trying_since = case when d.status = 'pending' then d.trying_since end
              from locked
             where d.workspace_id = :workspace and d.mode = :mode and d.id = locked.id
               and not exists (
                   select from webhook_deliveries o
                    where o.workspace_id = :workspace and o.mode = :mode and o.id = any (:ids)
                      and not exists (
                          select from webhook_endpoints e
                           where e.workspace_id = :workspace and e.mode = :mode and e.status = 'active'
                             and e.id = o.endpoint_id))
            returning d.id, d.endpoint_id""".formatted(UpdatedAt.sql(":now", "d.updated_at")));

    private final Database database;

    public DeliveryStore(Database database) {
        this.database = database;
    }

    /** Makes one more attempt of each due now; none is when the endpoint of one of them is disabled. */
    <T> Change<T> retry(ChangeContext context, List<WebhookDelivery> retried, T response) {
        Values values = Batch.of(retried).texts("ids", WebhookDelivery::id).values();
        Write write = Write.of(context).step("locked", LOCK, values).step("deliveries", RETRY, values);
        retried.forEach(delivery -> write.audit("webhook_delivery.retried", delivery.id()));
        return QueueDueStatement.wake(write).wakingDispatcher().returning(response);
    }

    Future<Optional<WebhookDelivery>> find(Tenant tenant, String id) {
        return database.pointQueries().one(FIND, Values.of(tenant).and("id", id), DeliveryStore::read);
    }

    /** The deliveries that exist, by their ids. */
    Future<Map<String, WebhookDelivery>> find(Tenant tenant, List<String> ids) {
        return database.many(FIND_SOME, Values.of(tenant).and("ids", ids.toArray(String[]::new)), DeliveryStore::read)
                .map(found ->
                        found.stream().collect(Collectors.toUnmodifiableMap(WebhookDelivery::id, Function.identity())));
    }

    Future<Page<WebhookDelivery>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(
                tenant, Map.of("endpointId", "endpoint_id", "eventId", "event_id", "status", "status", "type", "type"));
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
                Columns.constant(row, "status", DeliveryStatus.class),
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
