package com.plugipay.webhooks.endpoints;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Write;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys.Place;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.webhooks.endpoints.WebhookEndpoint.LastDelivery;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Optional;

/** Webhook endpoints in the database. */
public final class WebhookEndpointStore {
    /** How many deliveries a new or newly enabled endpoint gets at once; its answers change that. */
    public static final int INITIAL_PACE = 4;

    private static final String SELECT = """
            select workspace_id, mode, id, url, events, description, max_concurrency, max_per_second, status,
                consecutive_failures, failing_since, last_error, disabled_at, disabled_reason, previous_secret_until,
                created_at, updated_at,
                case when status = 'active' and consecutive_failures > 0 then (
                    select l.due_at from webhook_lanes l
                     where l.workspace_id = webhook_endpoints.workspace_id and l.mode = webhook_endpoints.mode
                       and l.endpoint_id = webhook_endpoints.id) end as next_attempt_at,
                (select jsonb_build_object('id', d.id, 'status', d.status, 'responseCode', d.response_code,
                        'at', coalesce(d.last_attempt_at, d.created_at))::text
                   from webhook_deliveries d
                  where d.workspace_id = webhook_endpoints.workspace_id and d.mode = webhook_endpoints.mode
                    and d.endpoint_id = webhook_endpoints.id
                  order by d.id desc limit 1) as last_delivery
              from webhook_endpoints""";
    private static final String FIND = SELECT + " where workspace_id = $1 and mode = $2 and id = $3";
    private static final String INSERT = """
            changed as (
                insert into webhook_endpoints (workspace_id, mode, created_at, updated_at, id, url, events, description,
                    max_concurrency, max_per_second, status, disabled_at, disabled_reason, secret, consecutive_failures)
                select $1, $2, $3, $16, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0
                 where $14 > (select count(*) from webhook_endpoints where workspace_id = $1 and mode = $2)
                returning id),
            lane as (
                insert into webhook_lanes (workspace_id, mode, endpoint_id, lease, pace)
                select $1, $2, id, 0, $15 from changed)
            """;
    /** When this enables it again, its pending deliveries are due at once. */
    private static final String UPDATE = """
            changed as (
                update webhook_endpoints set url = $5, events = $6, description = $7, max_concurrency = $8,
                    max_per_second = $9, status = $10, disabled_at = $11, disabled_reason = $12, updated_at = $17,
                    consecutive_failures = case when $13 then 0 else consecutive_failures end,
                    failing_since = case when $13 then null else failing_since end,
                    last_error = case when $13 then null else last_error end
                 where workspace_id = $1 and mode = $2 and id = $4 and status = $14 and updated_at = $15 returning id),
            lane as (
                update webhook_lanes set due_at = $3, paused_until = null, woken = true, pace = $16
                 where $13 and workspace_id = $1 and mode = $2 and endpoint_id in (select id from changed))
            """;

    private static final String ROTATE = """
            changed as (
                update webhook_endpoints
                   set previous_secret = secret, previous_secret_until = $5, secret = $6, updated_at = $8
                 where workspace_id = $1 and mode = $2 and id = $4 and updated_at = $7 returning id)
            """;
    private static final String DISABLE = """
            changed as (
                update webhook_endpoints
                   set status = 'disabled', disabled_at = $3, disabled_reason = $5, updated_at = %s
                 where workspace_id = $1 and mode = $2 and id = $4 and status = 'active'
                   and consecutive_failures >= $6 returning id)
            """.formatted(UpdatedAt.SQL);
    /** Its deliveries are deleted by the node that claims its queue next. */
    private static final String DELETE = """
            changed as (
                delete from webhook_endpoints where workspace_id = $1 and mode = $2 and id = $4 returning id),
            lane as (
                update webhook_lanes set due_at = $3, paused_until = null
                 where workspace_id = $1 and mode = $2 and endpoint_id in (select id from changed))
            """;

    private final Database database;
    private final MasterKeys masterKeys;

    public WebhookEndpointStore(Database database, MasterKeys masterKeys) {
        this.database = database;
        this.masterKeys = masterKeys;
    }

    /** Writes a new one, unless the workspace has as many as it may have. */
    Change<IssuedWebhookEndpoint> insert(ChangeContext origin, IssuedWebhookEndpoint issued) {
        WebhookEndpoint endpoint = issued.endpoint();
        return Write.of(
                        origin,
                        INSERT,
                        endpoint.id(),
                        endpoint.url(),
                        endpoint.events().toArray(String[]::new),
                        endpoint.description(),
                        endpoint.maxConcurrency(),
                        endpoint.maxPerSecond(),
                        endpoint.status().text(),
                        Columns.time(endpoint.disabledAt()),
                        endpoint.disabledReason(),
                        encrypted(issued),
                        WebhookEndpoint.MOST_OF_A_WORKSPACE,
                        INITIAL_PACE,
                        Columns.time(endpoint.updatedAt()))
                .audit("webhook_endpoint.created", endpoint.id(), Map.of("url", endpoint.url()))
                .returning(issued);
    }

    /** Writes a change that was decided on {@code current}, unless somebody else was faster. */
    Change<WebhookEndpoint> update(ChangeContext origin, WebhookEndpoint current, WebhookEndpoint changed) {
        return Write.of(
                        origin,
                        UPDATE,
                        changed.id(),
                        changed.url(),
                        changed.events().toArray(String[]::new),
                        changed.description(),
                        changed.maxConcurrency(),
                        changed.maxPerSecond(),
                        changed.status().text(),
                        Columns.time(changed.disabledAt()),
                        changed.disabledReason(),
                        changed.forgetsFailuresOf(current),
                        current.status().text(),
                        Columns.time(current.updatedAt()),
                        INITIAL_PACE,
                        Columns.time(changed.updatedAt()))
                .audit(
                        "webhook_endpoint.updated",
                        changed.id(),
                        Map.of("url", changed.url(), "status", changed.status()))
                .wakingDispatcher()
                .returning(changed);
    }

    /** Replaces the secret of what is {@code current}, unless somebody else was faster. */
    Change<IssuedWebhookEndpoint> rotate(ChangeContext origin, WebhookEndpoint current, IssuedWebhookEndpoint issued) {
        return Write.of(
                        origin,
                        ROTATE,
                        current.id(),
                        Columns.time(issued.endpoint().previousSecretUntil()),
                        encrypted(issued),
                        Columns.time(current.updatedAt()),
                        Columns.time(issued.endpoint().updatedAt()))
                .audit("webhook_endpoint.secret_rotated", current.id())
                .returning(issued);
    }

    private Buffer encrypted(IssuedWebhookEndpoint issued) {
        WebhookEndpoint endpoint = issued.endpoint();
        Place place = EncryptedColumn.WEBHOOK_SECRET.of(
                endpoint.workspaceId(), endpoint.mode().text(), endpoint.id());
        return Buffer.buffer(masterKeys.encrypt(place, issued.signing()));
    }

    /** Ends it and its deliveries, unless it was gone. */
    Change<Void> delete(ChangeContext origin, WebhookEndpoint endpoint) {
        return Write.of(origin, DELETE, endpoint.id())
                .audit("webhook_endpoint.deleted", endpoint.id(), Map.of("url", endpoint.url()))
                .wakingDispatcher()
                .returningNothing();
    }

    /**
     * Disables it for its failures and says so; false when it is disabled, or has recovered meanwhile.
     *
     * @param failures how many failures in a row are the reason; 0 when they are not
     */
    public Future<Boolean> disable(ChangeContext origin, WebhookEndpoint endpoint, String reason, int failures) {
        return Write.of(origin, DISABLE, endpoint.id(), reason, failures)
                .event(EventType.WEBHOOK_ENDPOINT_DISABLED, endpoint.disabled(reason, origin.now()))
                .run(database);
    }

    public Future<Optional<WebhookEndpoint>> find(Tenant tenant, String id) {
        return database.one(FIND, Tuple.of(tenant.workspaceId(), tenant.mode().text(), id), WebhookEndpointStore::read);
    }

    Future<Page<WebhookEndpoint>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, Map.of());
        return database.many(SELECT + query.where(), query.parameters(), WebhookEndpointStore::read)
                .map(found -> Page.of(listing, found));
    }

    private static WebhookEndpoint read(Row row) {
        return new WebhookEndpoint(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("url"),
                Columns.texts(row, "events"),
                row.getString("description"),
                row.getInteger("max_concurrency"),
                row.getInteger("max_per_second"),
                Columns.constant(row, "status", WebhookEndpoint.Status.class),
                row.getInteger("consecutive_failures"),
                Columns.instant(row, "failing_since"),
                row.getString("last_error"),
                Columns.instant(row, "next_attempt_at"),
                Columns.instant(row, "disabled_at"),
                row.getString("disabled_reason"),
                Columns.object(row, "last_delivery", LastDelivery.class),
                Columns.instant(row, "previous_secret_until"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
