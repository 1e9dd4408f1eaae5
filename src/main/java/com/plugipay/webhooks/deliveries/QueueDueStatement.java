package com.plugipay.webhooks.deliveries;

import com.plugipay.db.Batch;
import com.plugipay.db.Database.Transaction;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.outbox.Write;
import com.plugipay.webhooks.endpoints.EndpointKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Makes endpoint queues due for the dispatchers, in the statement or transaction that makes deliveries due. */
public final class QueueDueStatement {
    /** Deliveries that were added to queues are due now, or when the pause of their queue is over. */
    private static final NamedSql PUT = NamedSql.of("""
            with filled as (
                select q.workspace_id, q.mode, q.endpoint_id
                  from unnest(:workspaces::text[], :modes::text[], :endpoint_ids::text[])
                        as f (workspace_id, mode, endpoint_id)
                  join webhook_endpoint_queues q on q.workspace_id = f.workspace_id collate "C" and q.mode = f.mode
                   and q.endpoint_id = f.endpoint_id collate "C"
                 order by q.workspace_id, q.mode, q.endpoint_id
                   for no key update of q)
            update webhook_endpoint_queues q set due_at = least(q.due_at, greatest(:now, q.paused_until))
              from filled
             where q.workspace_id = filled.workspace_id and q.mode = filled.mode
               and q.endpoint_id = filled.endpoint_id""");

    /**
     * Locks queues in the order of their keys, as every statement does, and after all deliveries: as an array, the step
     * {@code deliveries} is read to its end first, where a join might stop at the first match and come back for the rest with
     * queues locked.
     */
    private static final NamedSql LOCK = NamedSql.of("""
            select endpoint_id from webhook_endpoint_queues
             where workspace_id = :workspace and mode = :mode
               and endpoint_id = any (array(select endpoint_id from deliveries))
             order by endpoint_id
               for no key update""");

    private static final NamedSql WAKE = NamedSql.of("""
            update webhook_endpoint_queues q set due_at = :now, paused_until = null, woken = true
              from woken
             where q.workspace_id = :workspace and q.mode = :mode and q.endpoint_id = woken.endpoint_id
            returning q.endpoint_id""");

    private QueueDueStatement() {}

    /**
     * Adds the last steps of a change: the queues are due now, also if they are paused.
     *
     * @param write has a step {@code deliveries} that returns {@code endpoint_id}s
     */
    public static Write wake(Write write) {
        return write.step("woken", LOCK, Values.none()).step("changed", WAKE, Values.none());
    }

    /** Makes these queues due, in the transaction that adds deliveries to them; gives how many of them exist. */
    static Future<Integer> put(Transaction transaction, Collection<EndpointKey> queues, Instant now) {
        Values values = Batch.of(List.copyOf(queues))
                .tenants(EndpointKey::tenant)
                .texts("endpoint_ids", EndpointKey::endpointId)
                .values()
                .and("now", now);
        return transaction.run(PUT, values).map(RowSet::rowCount);
    }
}
