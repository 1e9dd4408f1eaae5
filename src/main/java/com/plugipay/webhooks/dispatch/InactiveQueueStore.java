package com.plugipay.webhooks.dispatch;

import com.plugipay.async.Rounds;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.UpdatedAt;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.ClaimedQueue;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.EndpointFacts;
import com.plugipay.webhooks.endpoints.EndpointKey;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import io.vertx.core.Future;
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

    private static final NamedSql GIVE_UP = NamedSql.of("""
            update webhook_deliveries d
               set status = case when d.delivered_at is null then 'failed' else 'succeeded' end, due_at = null,
                   last_error = 'the endpoint was disabled', updated_at = %s
             where d.ctid = any (array(
                select w.ctid from webhook_deliveries w
                 where w.workspace_id = :workspace and w.mode = :mode and w.endpoint_id = :endpoint_id
                   and w.status = 'pending'
                 limit %d for update skip locked))
            """.formatted(UpdatedAt.sql(":now", "d.updated_at"), BATCH));

    private static final NamedSql DELETE = NamedSql.of("""
            delete from webhook_deliveries d
             where d.ctid = any (array(
                select w.ctid from webhook_deliveries w
                 where w.workspace_id = :workspace and w.mode = :mode and w.endpoint_id = :endpoint_id
                 limit %d for update skip locked))
            """.formatted(BATCH));

    /** A delivery that is added later sets the time again. */
    private static final NamedSql EMPTY = NamedSql.of("""
            update webhook_endpoint_queues set due_at = null
             where workspace_id = :workspace and mode = :mode and endpoint_id = :endpoint_id and lease = :lease""");

    /** Unless a delivery was added meanwhile, or was locked: the node that claims the queue after the lease does the rest. */
    private static final NamedSql DELETE_QUEUE = NamedSql.of("""
            delete from webhook_endpoint_queues q
             where q.workspace_id = :workspace and q.mode = :mode and q.endpoint_id = :endpoint_id and q.lease = :lease
               and q.due_at is null
               and not exists (
                   select from webhook_deliveries d
                    where d.workspace_id = :workspace and d.mode = :mode and d.endpoint_id = :endpoint_id)""");

    /** Puts off the queue only if its endpoint is still disabled: one that was enabled a moment ago must not wait for days. */
    private static final NamedSql PUT_OFF = NamedSql.of("""
            update webhook_endpoint_queues q
               set leased_until = null, claimed_by = null, pace = :pace, paused_until = null, spent_until = null,
                   due_at = least(q.due_at, (
                       select case when e.status = 'disabled' then greatest(d.due_at, :given_up_at) else :now end
                         from webhook_deliveries d
                         left join webhook_endpoints e
                           on e.workspace_id = d.workspace_id and e.mode = d.mode and e.id = d.endpoint_id
                        where d.workspace_id = :workspace and d.mode = :mode and d.endpoint_id = :endpoint_id
                          and d.status = 'pending'
                        order by d.due_at limit 1))
             where q.workspace_id = :workspace and q.mode = :mode and q.endpoint_id = :endpoint_id and q.lease = :lease""");

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
            return database.run(EMPTY, values(queue))
                    .compose(emptied -> delete(queue.key()))
                    .compose(deleted -> database.run(DELETE_QUEUE, values(queue)))
                    .mapEmpty();
        }
        Instant givenUpAt = endpoint.givenUpAt();
        return (givenUpAt.isAfter(now) ? Future.<Void>succeededFuture() : giveUp(queue.key(), now))
                .compose(failed -> database.run(
                        PUT_OFF,
                        values(queue)
                                .and("pace", WebhookEndpointStore.INITIAL_PACE)
                                .and("given_up_at", givenUpAt)
                                .and("now", now)))
                .mapEmpty();
    }

    private Future<Void> giveUp(EndpointKey key, Instant now) {
        return all(GIVE_UP, values(key).and("now", now));
    }

    private Future<Void> delete(EndpointKey key) {
        return all(DELETE, values(key));
    }

    /** Runs the statement until nothing is left, or the node stops; another node does the rest. */
    private Future<Void> all(NamedSql statement, Values values) {
        return Rounds.whileMore(
                () -> stopping, () -> database.run(statement, values).map(changed -> changed.rowCount() == BATCH));
    }

    /** Starts no further batch. */
    void stop() {
        stopping = true;
    }

    private static Values values(ClaimedQueue queue) {
        return values(queue.key()).and("lease", queue.lease());
    }

    private static Values values(EndpointKey key) {
        return Values.of(key.tenant()).and("endpoint_id", key.endpointId());
    }
}
