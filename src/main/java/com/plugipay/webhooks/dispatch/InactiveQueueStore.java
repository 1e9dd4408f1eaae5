package com.plugipay.webhooks.dispatch;

import com.plugipay.async.Rounds;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.model.UpdatedAt;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.ClaimedQueue;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.EndpointFacts;
import com.plugipay.webhooks.endpoints.EndpointKey;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles queues of endpoints that are not active. Those of deleted endpoints are emptied and deleted; those of disabled
 * endpoints are left alone, and their deliveries fail once they would have failed anyway. Works in batches: there may be
 * millions of deliveries.
 */
final class InactiveQueueStore {
    private static final Logger LOG = LoggerFactory.getLogger(InactiveQueueStore.class);
    private static final int BATCH = 1_000;

    private static final String GIVE_UP = """
            update webhook_deliveries d
               set status = case when d.delivered_at is null then 'failed' else 'succeeded' end, due_at = null,
                   last_error = 'the endpoint was disabled', updated_at = %s
             where d.ctid = any (array(
                select w.ctid from webhook_deliveries w
                 where w.workspace_id = $1 and w.mode = $2 and w.endpoint_id = $3 and w.status = 'pending'
                 limit %d for update skip locked))
            """.formatted(UpdatedAt.sql("$4", "d.updated_at"), BATCH);
    private static final String DELETE = """
            delete from webhook_deliveries d
             where d.ctid = any (array(
                select w.ctid from webhook_deliveries w
                 where w.workspace_id = $1 and w.mode = $2 and w.endpoint_id = $3
                 limit %d for update skip locked))
            """.formatted(BATCH);
    /** A delivery that is added from now on sets it again. */
    private static final String EMPTY = """
            update webhook_lanes set due_at = null
             where workspace_id = $1 and mode = $2 and endpoint_id = $3 and lease = $4""";

    /** Unless a delivery was added meanwhile, or was locked: whoever claims the queue after the lease does the rest. */
    private static final String DELETE_QUEUE = """
            delete from webhook_lanes l
             where l.workspace_id = $1 and l.mode = $2 and l.endpoint_id = $3 and l.lease = $4 and l.due_at is null
               and not exists (
                   select from webhook_deliveries d
                    where d.workspace_id = $1 and d.mode = $2 and d.endpoint_id = $3)""";

    /** It is put off only if its endpoint is still disabled: one that was enabled a moment ago must not wait for days. */
    private static final String PUT_OFF = """
            update webhook_lanes l
               set leased_until = null, claimed_by = null, pace = $5, paused_until = null, spent_until = null,
                   due_at = least(l.due_at, (
                       select case when e.status = 'disabled' then greatest(d.due_at, $6) else $7 end
                         from webhook_deliveries d
                         left join webhook_endpoints e
                           on e.workspace_id = d.workspace_id and e.mode = d.mode and e.id = d.endpoint_id
                        where d.workspace_id = $1 and d.mode = $2 and d.endpoint_id = $3 and d.status = 'pending'
                        order by d.due_at limit 1))
             where l.workspace_id = $1 and l.mode = $2 and l.endpoint_id = $3 and l.lease = $4""";

    private final Database database;
    private volatile boolean stopping;

    InactiveQueueStore(Database database) {
        this.database = database;
    }

    /** Empties or puts off a queue whose endpoint is not active, and gives up its lease. */
    Future<Void> close(ClaimedQueue queue, Instant now) {
        return closeNow(queue, now)
                .onFailure(failure -> LOG.atWarn()
                        .addKeyValue("endpointId", queue.key().endpointId())
                        .setCause(failure)
                        .log("Cannot work on the queue of an inactive endpoint; trying again after its lease"));
    }

    private Future<Void> closeNow(ClaimedQueue queue, Instant now) {
        EndpointFacts endpoint = queue.endpoint();
        if (endpoint == null) {
            return database.run(EMPTY, leased(queue))
                    .compose(emptied -> delete(queue.key()))
                    .compose(deleted -> database.run(DELETE_QUEUE, leased(queue)))
                    .mapEmpty();
        }
        Instant end = endpoint.givenUpAt();
        return (end.isAfter(now) ? Future.<Void>succeededFuture() : giveUp(queue.key(), now))
                .compose(done -> database.run(
                        PUT_OFF,
                        leased(queue)
                                .addValue(WebhookEndpointStore.INITIAL_PACE)
                                .addValue(Columns.time(end))
                                .addValue(Columns.time(now))))
                .mapEmpty();
    }

    private Future<Void> giveUp(EndpointKey key, Instant now) {
        return all(GIVE_UP, key(key).addValue(Columns.time(now)));
    }

    private Future<Void> delete(EndpointKey key) {
        return all(DELETE, key(key));
    }

    /** Runs the statement until nothing is left, or the node stops; another node does the rest. */
    private Future<Void> all(String statement, Tuple parameters) {
        return Rounds.whileMore(
                () -> stopping, () -> database.run(statement, parameters).map(changed -> changed.rowCount() == BATCH));
    }

    /** Starts no further batch. */
    void stop() {
        stopping = true;
    }

    private static Tuple leased(ClaimedQueue queue) {
        return key(queue.key()).addValue(queue.lease());
    }

    private static Tuple key(EndpointKey key) {
        return Tuple.of(key.workspaceId(), key.mode(), key.endpointId());
    }
}
