package com.plugipay.webhooks.endpoints;

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
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Write;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.MasterKeys.Place;
import com.plugipay.text.WebAddress;
import com.plugipay.webhooks.endpoints.WebhookEndpoint.LastDelivery;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.Map;
import java.util.Optional;

/** Webhook endpoints in the database. */
public final class WebhookEndpointStore {
    /** How many deliveries a new or newly enabled endpoint gets at once; its responses change that. */
    public static final int INITIAL_PACE = 4;

    private static final String SELECT = """
            select workspace_id, mode, id, url, events, description, max_concurrency, max_per_second, status,
                consecutive_failures, failing_since, last_error, disabled_at, disabled_reason, previous_secret_until,
                created_at, updated_at,
                case when status = 'active' and consecutive_failures > 0 then (
                    select q.due_at from webhook_endpoint_queues q
                     where q.workspace_id = webhook_endpoints.workspace_id and q.mode = webhook_endpoints.mode
                       and q.endpoint_id = webhook_endpoints.id) end as next_attempt_at,
                (select jsonb_build_object('id', d.id, 'status', d.status, 'responseCode', d.response_code,
                        'at', coalesce(d.last_attempt_at, d.created_at))::text
                   from webhook_deliveries d
                  where d.workspace_id = webhook_endpoints.workspace_id and d.mode = webhook_endpoints.mode
                    and d.endpoint_id = webhook_endpoints.id
                  order by d.id desc limit 1) as last_delivery
              from webhook_endpoints""";
    private static final NamedSql FIND =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and id = :id");
    private static final NamedSql INSERT = NamedSql.of("""
            insert into webhook_endpoints (workspace_id, mode, created_at, updated_at, id, url, events, description,
                max_concurrency, max_per_second, status, disabled_at, disabled_reason, secret, consecutive_failures)
            select :workspace, :mode, :now, :updated_at, :id, :url, :events, :description, :max_concurrency,
                :max_per_second, :status, :disabled_at, :disabled_reason, :secret, 0
             where :most > (select count(*) from webhook_endpoints where workspace_id = :workspace and mode = :mode)
            returning id""");
    private static final NamedSql INSERT_QUEUE = NamedSql.of("""
            insert into webhook_endpoint_queues (workspace_id, mode, endpoint_id, lease, pace)
            select :workspace, :mode, id, 0, :pace from changed""");
    private static final NamedSql UPDATE = NamedSql.of("""
            update webhook_endpoints
               set url = :url, events = :events, description = :description, max_concurrency = :max_concurrency,
                   max_per_second = :max_per_second, status = :status, disabled_at = :disabled_at,
                   disabled_reason = :disabled_reason, updated_at = :updated_at,
                   consecutive_failures = case when :forgets_failures then 0 else consecutive_failures end,
                   failing_since = case when :forgets_failures then null else failing_since end,
                   last_error = case when :forgets_failures then null else last_error end
             where workspace_id = :workspace and mode = :mode and id = :id and status = :status_before
               and updated_at = :updated_at_before
            returning id""");

    /** When an endpoint is enabled again, its pending deliveries are due at once. */
    private static final NamedSql RESET_QUEUE = NamedSql.of("""
            update webhook_endpoint_queues set due_at = :now, paused_until = null, woken = true, pace = :pace
             where :forgets_failures and workspace_id = :workspace and mode = :mode
               and endpoint_id in (select id from changed)""");

    private static final NamedSql ROTATE = NamedSql.of("""
            update webhook_endpoints
               set previous_secret = secret, previous_secret_until = :previous_secret_until, secret = :secret,
                   updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and id = :id and updated_at = :updated_at_before
            returning id""");
    private static final NamedSql DISABLE = NamedSql.of("""
            update webhook_endpoints
               set status = 'disabled', disabled_at = :now, disabled_reason = :reason, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'active'
               and consecutive_failures >= :failures
            returning id""".formatted(UpdatedAt.SQL));
    private static final NamedSql DELETE = NamedSql.of("""
            delete from webhook_endpoints
             where workspace_id = :workspace and mode = :mode and id = :id
            returning id""");

    /** The node that claims the queue of a deleted endpoint next deletes the deliveries. */
    private static final NamedSql QUEUE_OF_DELETED = NamedSql.of("""
            update webhook_endpoint_queues set due_at = :now, paused_until = null
             where workspace_id = :workspace and mode = :mode and endpoint_id in (select id from changed)""");

    private final Database database;
    private final MasterKeys masterKeys;

    public WebhookEndpointStore(Database database, MasterKeys masterKeys) {
        this.database = database;
        this.masterKeys = masterKeys;
    }

    /** Writes a new endpoint, unless the workspace has as many as it may have. */
    Change<IssuedWebhookEndpoint> insert(ChangeContext context, IssuedWebhookEndpoint issued) {
        WebhookEndpoint endpoint = issued.endpoint();
        return Write.of(context)
                .step(
                        "changed",
                        INSERT,
                        values(endpoint)
                                .and("secret", encrypted(issued))
                                .and("most", WebhookEndpoint.MOST_OF_A_WORKSPACE))
                .step("queue", INSERT_QUEUE, Values.none().and("pace", INITIAL_PACE))
                .audit(
                        "webhook_endpoint.created",
                        endpoint.id(),
                        Map.of("url", endpoint.url().text()))
                .returning(issued);
    }

    /** Writes a change that was decided on {@code current}, unless the endpoint was changed meanwhile. */
    Change<WebhookEndpoint> update(ChangeContext context, WebhookEndpoint current, WebhookEndpoint changed) {
        Values values = values(changed)
                .and("forgets_failures", changed.forgetsFailuresOf(current))
                .and("status_before", current.status().text())
                .and("updated_at_before", current.updatedAt())
                .and("pace", INITIAL_PACE);
        return Write.of(context)
                .step("changed", UPDATE, values)
                .step("queue", RESET_QUEUE, values)
                .audit(
                        "webhook_endpoint.updated",
                        changed.id(),
                        Map.of("url", changed.url().text(), "status", changed.status()))
                .wakingDispatcher()
                .returning(changed);
    }

    private static Values values(WebhookEndpoint endpoint) {
        return Values.none()
                .and("id", endpoint.id())
                .and("url", endpoint.url().text())
                .and("events", endpoint.events().toArray(String[]::new))
                .and("description", endpoint.description())
                .and("max_concurrency", endpoint.maxConcurrency())
                .and("max_per_second", endpoint.maxPerSecond())
                .and("status", endpoint.status().text())
                .and("disabled_at", endpoint.disabledAt())
                .and("disabled_reason", endpoint.disabledReason())
                .and("updated_at", endpoint.updatedAt());
    }

    /** Replaces the secret of {@code current}, unless the endpoint was changed meanwhile. */
    Change<IssuedWebhookEndpoint> rotate(ChangeContext context, WebhookEndpoint current, IssuedWebhookEndpoint issued) {
        Values values = Values.none()
                .and("id", current.id())
                .and("previous_secret_until", issued.endpoint().previousSecretUntil())
                .and("secret", encrypted(issued))
                .and("updated_at", issued.endpoint().updatedAt())
                .and("updated_at_before", current.updatedAt());
        return Write.of(context)
                .step("changed", ROTATE, values)
                .audit("webhook_endpoint.secret_rotated", current.id())
                .returning(issued);
    }

    private Buffer encrypted(IssuedWebhookEndpoint issued) {
        WebhookEndpoint endpoint = issued.endpoint();
        Place place = EncryptedColumn.WEBHOOK_SECRET.of(
                endpoint.workspaceId(), endpoint.mode().text(), endpoint.id());
        return Buffer.buffer(masterKeys.encrypt(place, issued.signing()));
    }

    /** Deletes an endpoint and its deliveries, unless it does not exist any more. */
    Change<Void> delete(ChangeContext context, WebhookEndpoint endpoint) {
        return Write.of(context)
                .step("changed", DELETE, Values.none().and("id", endpoint.id()))
                .step("queue", QUEUE_OF_DELETED, Values.none())
                .audit(
                        "webhook_endpoint.deleted",
                        endpoint.id(),
                        Map.of("url", endpoint.url().text()))
                .wakingDispatcher()
                .returningNothing();
    }

    /**
     * Disables an endpoint for its failures, with an event, unless it is disabled or has recovered meanwhile.
     *
     * @param failures how many failures in a row are the reason; 0 when they are not
     */
    public Future<?> disable(ChangeContext context, WebhookEndpoint endpoint, String reason, int failures) {
        return Write.of(context)
                .step(
                        "changed",
                        DISABLE,
                        Values.none()
                                .and("id", endpoint.id())
                                .and("reason", reason)
                                .and("failures", failures))
                .event(EventType.WEBHOOK_ENDPOINT_DISABLED, endpoint.disabled(reason, context.now()))
                .run(database);
    }

    public Future<Optional<WebhookEndpoint>> find(Tenant tenant, String id) {
        return database.pointQueries().one(FIND, Values.of(tenant).and("id", id), WebhookEndpointStore::read);
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
                WebAddress.stored(row.getString("url")),
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
