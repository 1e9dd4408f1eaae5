package com.plugipay.webhooks;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.webhooks.Lanes.EndpointFacts;
import com.plugipay.webhooks.Lanes.Release;
import com.plugipay.webhooks.Lanes.Taken;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/**
 * Lanes in which nothing is sent. Those of deleted endpoints are emptied and deleted; those of disabled ones rest, and what
 * waits there is given up when it would have been given up anyway. Some deliveries at a time: there may be millions.
 */
final class ClosedLanes {
    private static final int AT_ONCE = 1_000;

    private static final String GIVE_UP = """
            update webhook_deliveries d
               set status = case when d.delivered_at is null then 'failed' else 'succeeded' end, due_at = null,
                   last_error = 'the endpoint was disabled', updated_at = $4
             where d.ctid = any (array(
                select w.ctid from webhook_deliveries w
                 where w.workspace_id = $1 and w.mode = $2 and w.endpoint_id = $3 and w.status = 'pending'
                 limit %d for update skip locked))
            """.formatted(AT_ONCE);
    private static final String DELETE = """
            delete from webhook_deliveries d
             where d.ctid = any (array(
                select w.ctid from webhook_deliveries w
                 where w.workspace_id = $1 and w.mode = $2 and w.endpoint_id = $3
                 limit %d for update skip locked))
            """.formatted(AT_ONCE);
    private static final String DELETE_LANE = """
            delete from webhook_lanes where workspace_id = $1 and mode = $2 and endpoint_id = $3 and lease = $4""";

    private final Database database;
    private final Lanes lanes;

    ClosedLanes(Database database, Lanes lanes) {
        this.database = database;
        this.lanes = lanes;
    }

    /** Does what there is to do in a lane whose endpoint is not active, and gives the lane back. */
    Future<Void> close(Taken lane, Instant now) {
        EndpointFacts endpoint = lane.endpoint();
        if (endpoint == null) {
            return delete(lane);
        }
        Instant end = endpoint.givenUpAt();
        Release release = new Release(lane.key(), lane.lease(), Breaker.FIRST_PACE, null, null, end);
        return (end.isAfter(now) ? Future.<Void>succeededFuture() : giveUp(lane.key(), now))
                .compose(done -> lanes.release(List.of(release)));
    }

    private Future<Void> giveUp(LaneKey lane, Instant now) {
        return database.run(GIVE_UP, key(lane).addValue(Columns.time(now)))
                .compose(given -> given.rowCount() == AT_ONCE ? giveUp(lane, now) : Future.succeededFuture());
    }

    private Future<Void> delete(Taken lane) {
        return database.run(DELETE, key(lane.key()))
                .compose(deleted -> deleted.rowCount() == AT_ONCE
                        ? delete(lane)
                        : database.run(DELETE_LANE, key(lane.key()).addValue(lane.lease()))
                                .mapEmpty());
    }

    private static Tuple key(LaneKey lane) {
        return Tuple.of(lane.workspaceId(), lane.mode(), lane.endpointId());
    }
}
