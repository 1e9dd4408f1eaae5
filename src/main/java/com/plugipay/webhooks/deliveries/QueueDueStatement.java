package com.plugipay.webhooks.deliveries;

import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database.Transaction;
import com.plugipay.webhooks.endpoints.EndpointKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Makes endpoint queues due for the dispatchers, in the statement or transaction that makes deliveries due. */
public final class QueueDueStatement {
    /** Deliveries that were added to queues are due now, or when the pause of their queue is over. */
    private static final String PUT = """
            with filled as (
                select l.workspace_id, l.mode, l.endpoint_id
                  from unnest($2::text[], $3::text[], $4::text[]) as f (workspace, world, endpoint)
                  join webhook_lanes l on l.workspace_id = f.workspace collate "C" and l.mode = f.world
                   and l.endpoint_id = f.endpoint collate "C"
                 order by l.workspace_id, l.mode, l.endpoint_id
                   for no key update of l)
            update webhook_lanes l set due_at = least(l.due_at, greatest($1, l.paused_until))
              from filled
             where l.workspace_id = filled.workspace_id and l.mode = filled.mode
               and l.endpoint_id = filled.endpoint_id""";

    private QueueDueStatement() {}

    /**
     * The last steps of a change as {@link com.plugipay.outbox.Write} wants it: queues are due now, also if they are paused.
     * Queues are locked in the order of their keys, as by every statement, and after all deliveries: as an array, the step
     * is read to its end first, where a join might stop at the first match and come back for the rest with queues locked.
     *
     * @param step the name of the step that returns the {@code endpoint_id}s
     */
    public static String wake(String step) {
        return """
            woken as (
                select endpoint_id from webhook_lanes
                 where workspace_id = $1 and mode = $2 and endpoint_id = any (array(select endpoint_id from %s))
                 order by endpoint_id
                   for no key update),
            changed as (
                update webhook_lanes l set due_at = $3, paused_until = null, woken = true
                  from woken
                 where l.workspace_id = $1 and l.mode = $2 and l.endpoint_id = woken.endpoint_id
                returning l.endpoint_id)
            """.formatted(step);
    }

    /** Makes these queues due, in the transaction that adds deliveries to them; gives how many of them exist. */
    static Future<Integer> put(Transaction transaction, Collection<EndpointKey> queues, Instant now) {
        Batch<EndpointKey> parameters = Batch.of(List.copyOf(queues), Columns.time(now))
                .texts(EndpointKey::workspaceId)
                .texts(EndpointKey::mode)
                .texts(EndpointKey::endpointId);
        return transaction.run(PUT, parameters.parameters()).map(RowSet::rowCount);
    }
}
