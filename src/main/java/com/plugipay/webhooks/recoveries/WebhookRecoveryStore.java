package com.plugipay.webhooks.recoveries;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Optional;

/** Recoveries as the API starts and reads them; {@link Recoveries} runs them. */
final class WebhookRecoveryStore {
    private static final String SELECT = """
            select workspace_id, mode, id, endpoint_id, since, until, status, recovered, created_at, updated_at
              from webhook_recoveries""";
    private static final String FIND = SELECT + " where workspace_id = $1 and mode = $2 and id = $3";

    /** One at a time for an endpoint, so that no two wait for each other's rows. */
    private static final String INSERT = """
            changed as (
                insert into webhook_recoveries (workspace_id, mode, created_at, updated_at, due_at, id, endpoint_id,
                    since, until, position, recovered, status)
                values ($1, $2, $3, $3, $3, $4, $5, $6, $7, $8, 0, 'running')
                on conflict (workspace_id, mode, endpoint_id) where status = 'running' do nothing
                returning id)
            """;

    private final Database database;

    WebhookRecoveryStore(Database database) {
        this.database = database;
    }

    /** Starts it, unless one of that endpoint is running. */
    <T> Change<T> insert(ChangeContext origin, WebhookRecovery recovery, T answer) {
        return Write.of(
                        origin,
                        INSERT,
                        recovery.id(),
                        recovery.endpointId(),
                        Columns.time(recovery.since()),
                        Columns.time(recovery.until()),
                        Ids.before(recovery.since(), "evt"))
                .audit("webhook_endpoint.recovered", recovery.endpointId(), Map.of("recoveryId", recovery.id()))
                .returning(answer);
    }

    Future<Optional<WebhookRecovery>> find(Tenant tenant, String id) {
        return database.one(FIND, Tuple.of(tenant.workspaceId(), tenant.mode().text(), id), WebhookRecoveryStore::read);
    }

    Future<Page<WebhookRecovery>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, Map.of("endpointId", "endpoint_id", "status", "status"));
        return database.many(SELECT + query.where(), query.parameters(), WebhookRecoveryStore::read)
                .map(found -> Page.of(listing, found));
    }

    static WebhookRecovery read(Row row) {
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
