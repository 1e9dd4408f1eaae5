package com.plugipay.webhooks.dispatch;

import com.plugipay.db.Batch;
import com.plugipay.db.Database;
import com.plugipay.db.Database.Transaction;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import com.plugipay.webhooks.deliveries.EndpointSubscription;
import com.plugipay.webhooks.deliveries.StoredEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events of all workspaces that wait to be fanned out, and the endpoints that may ask for them. */
final class FanOutStore {
    /** The workspaces of one batch at most. */
    static final int MOST_TENANTS = 50;

    /** Payloads of a batch, in bytes: each may be written once for each of fifty endpoints, while the other events wait. */
    private static final int MOST_BYTES = 1024 * 1024;

    /**
     * An equal share of the batch for each workspace that has events: one with a million of them, or with large ones,
     * delays nobody. Workspaces are found from index entry to index entry, starting after the last one of the previous
     * batch.
     */
    private static final NamedSql TAKE = NamedSql.of("""
            with recursive tenants as (
                (select workspace_id, mode, 1 as number from events
                  where not fanned_out and (workspace_id, mode) > (:workspace, :mode)
                  order by workspace_id, mode limit 1)
                union all
                select next.workspace_id, next.mode, t.number + 1
                  from tenants t,
                       lateral (select e.workspace_id, e.mode from events e
                                 where not e.fanned_out and (e.workspace_id, e.mode) > (t.workspace_id, t.mode)
                                 order by e.workspace_id, e.mode limit 1) next
                 where t.number < %d)
            update events set fanned_out = true, fan_out_error = null
             where ctid = any (array(
                select fitting.ctid
                  from (select waiting.ctid,
                               sum(waiting.size) over (order by waiting.turn, t.number) - waiting.size as before
                          from tenants t,
                               lateral (select next.ctid, next.size, row_number() over () as turn
                                          from (select e.ctid, octet_length(e.payload) as size from events e
                                                 where not e.fanned_out
                                                   and e.workspace_id = t.workspace_id and e.mode = t.mode
                                                 order by e.id limit greatest(:batch / (select count(*) from tenants), 1)
                                                   for update skip locked) next) waiting) fitting
                 where fitting.before < %d))
            returning workspace_id, mode, id, type, payload""".formatted(MOST_TENANTS, MOST_BYTES));

    private static final NamedSql TAKE_ONE = NamedSql.of("""
            update events set fanned_out = true, fan_out_error = null
             where ctid = any (array(
                select ctid from events
                 where workspace_id = :workspace and mode = :mode and id = :id and not fanned_out for update skip locked))
            returning workspace_id, mode, id, type, payload""");

    private static final NamedSql SET_ASIDE = NamedSql.of("""
            update events set fanned_out = true, fan_out_error = :error
             where workspace_id = :workspace and mode = :mode and id = :id and not fanned_out""");

    private static final NamedSql SUBSCRIBERS = NamedSql.of("""
            select e.workspace_id, e.mode, e.id as endpoint_id, e.events
              from unnest(:workspaces::text[], :modes::text[]) as t (workspace_id, mode)
              join webhook_endpoints e on e.workspace_id = t.workspace_id collate "C" and e.mode = t.mode
             where e.status = 'active'""");

    private FanOutStore() {}

    /**
     * Takes a batch of waiting events.
     *
     * @param after the workspace after which to start; null to start at the first
     */
    static Future<List<StoredEvent>> take(Transaction transaction, int batch, @Nullable Tenant after) {
        Values values = Values.none()
                .and("batch", batch)
                .and("workspace", after == null ? "" : after.workspaceId())
                .and("mode", after == null ? "" : after.mode().text());
        return transaction.many(TAKE, values, StoredEvent::read);
    }

    /** Takes an event; empty when it is fanned out, or another node has locked it. */
    static Future<List<StoredEvent>> take(Transaction transaction, StoredEvent event) {
        return transaction.many(TAKE_ONE, values(event), StoredEvent::read);
    }

    /** Marks an event as fanned out, with an error. */
    static Future<?> setAside(Database database, StoredEvent event, String error) {
        return database.run(SET_ASIDE, values(event).and("error", error));
    }

    /** The active endpoints of these tenants. */
    static Future<Map<Tenant, List<EndpointSubscription>>> subscribers(Transaction transaction, List<Tenant> tenants) {
        Values values = Batch.of(tenants).tenants(Function.identity()).values();
        return transaction
                .many(SUBSCRIBERS, values, EndpointSubscription::read)
                .map(subscribers -> subscribers.stream()
                        .collect(Collectors.groupingBy(
                                subscriber -> subscriber.endpoint().tenant())));
    }

    private static Values values(StoredEvent event) {
        return Values.of(event.tenant()).and("id", event.id());
    }
}
