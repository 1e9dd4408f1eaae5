package com.plugipay.webhooks;

import com.plugipay.async.Rounds;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.model.UpdatedAt;
import com.plugipay.webhooks.Lanes.EndpointFacts;
import com.plugipay.webhooks.Lanes.Taken;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lanes in which nothing is sent. Those of deleted endpoints are emptied and deleted; those of disabled ones rest, and what
 * waits there is given up when it would have been given up anyway. Some deliveries at a time: there may be millions.
 */
final class ClosedLanes {
    private static final Logger LOG = LoggerFactory.getLogger(ClosedLanes.class);
    private static final int AT_ONCE = 1_000;

    private static final String GIVE_UP = """
            update webhook_deliveries d
               set status = case when d.delivered_at is null then 'failed' else 'succeeded' end, due_at = null,
                   last_error = 'the endpoint was disabled', updated_at = %s
             where d.ctid = any (array(
                select w.ctid from webhook_deliveries w
                 where w.workspace_id = $1 and w.mode = $2 and w.endpoint_id = $3 and w.status = 'pending'
                 limit %d for update skip locked))
            """.formatted(UpdatedAt.sql("$4", "d.updated_at"), AT_ONCE);
    private static final String DELETE = """
            delete from webhook_deliveries d
             where d.ctid = any (array(
                select w.ctid from webhook_deliveries w
                 where w.workspace_id = $1 and w.mode = $2 and w.endpoint_id = $3
                 limit %d for update skip locked))
            """.formatted(AT_ONCE);
    /** What comes from now on sets it again. */
    private static final String EMPTY = """
            update webhook_lanes set due_at = null
             where workspace_id = $1 and mode = $2 and endpoint_id = $3 and lease = $4""";

    /** Unless something came meanwhile, or was locked: whoever has the lane when the lease is over does the rest. */
    private static final String DELETE_LANE = """
            delete from webhook_lanes l
             where l.workspace_id = $1 and l.mode = $2 and l.endpoint_id = $3 and l.lease = $4 and l.due_at is null
               and not exists (
                   select from webhook_deliveries d
                    where d.workspace_id = $1 and d.mode = $2 and d.endpoint_id = $3)""";

    /** It rests only if its endpoint is still disabled: one that was enabled a moment ago must not wait for days. */
    private static final String REST = """
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

    ClosedLanes(Database database) {
        this.database = database;
    }

    /** Does what there is to do in a lane whose endpoint is not active, and gives the lane back. */
    Future<Void> close(Taken lane, Instant now) {
        return closeNow(lane, now)
                .onFailure(failure -> LOG.atWarn()
                        .addKeyValue("endpointId", lane.key().endpointId())
                        .setCause(failure)
                        .log("A lane was left as it is until its lease is over"));
    }

    private Future<Void> closeNow(Taken lane, Instant now) {
        EndpointFacts endpoint = lane.endpoint();
        if (endpoint == null) {
            return database.run(EMPTY, leased(lane))
                    .compose(emptied -> delete(lane.key()))
                    .compose(deleted -> database.run(DELETE_LANE, leased(lane)))
                    .mapEmpty();
        }
        Instant end = endpoint.givenUpAt();
        return (end.isAfter(now) ? Future.<Void>succeededFuture() : giveUp(lane.key(), now))
                .compose(done -> database.run(
                        REST,
                        leased(lane)
                                .addValue(Breaker.FIRST_PACE)
                                .addValue(Columns.time(end))
                                .addValue(Columns.time(now))))
                .mapEmpty();
    }

    private Future<Void> giveUp(LaneKey lane, Instant now) {
        return all(GIVE_UP, key(lane).addValue(Columns.time(now)));
    }

    private Future<Void> delete(LaneKey lane) {
        return all(DELETE, key(lane));
    }

    /** Until nothing is left, or the node stops: it gives back what it still holds, and somebody else does the rest. */
    private Future<Void> all(String statement, Tuple parameters) {
        return Rounds.whileMore(
                () -> stopping,
                () -> database.run(statement, parameters).map(changed -> changed.rowCount() == AT_ONCE));
    }

    /** Begins no more. */
    void stop() {
        stopping = true;
    }

    private static Tuple leased(Taken lane) {
        return key(lane.key()).addValue(lane.lease());
    }

    private static Tuple key(LaneKey lane) {
        return Tuple.of(lane.workspaceId(), lane.mode(), lane.endpointId());
    }
}
