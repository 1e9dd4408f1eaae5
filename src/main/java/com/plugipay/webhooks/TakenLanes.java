package com.plugipay.webhooks;

import com.plugipay.db.Columns;
import com.plugipay.webhooks.Lanes.EndpointFacts;
import com.plugipay.webhooks.Lanes.Taken;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what taking lanes gives: a row for each delivery, and one for a lane without any. */
final class TakenLanes {
    private TakenLanes() {}

    /** Lanes in their order, each with what fits of it. */
    static List<Taken> read(RowSet<Row> rows) {
        Map<LaneKey, Taken> lanes = new LinkedHashMap<>();
        for (Row row : rows) {
            Taken lane = lanes.computeIfAbsent(LaneKey.read(row), key -> lane(key, row));
            if (row.getString("id") != null && row.getBoolean("fits")) {
                lane.claims().add(claim(lane.key(), row));
            }
        }
        return List.copyOf(lanes.values());
    }

    private static Taken lane(LaneKey key, Row row) {
        Integer pace = row.getInteger("pace");
        return new Taken(
                key,
                row.getLong("lease"),
                pace == null ? 0 : pace,
                Columns.instant(row, "paused_until"),
                Columns.instant(row, "spent_until"),
                row.getString("url") == null ? null : endpoint(row),
                new ArrayList<>());
    }

    private static EndpointFacts endpoint(Row row) {
        return new EndpointFacts(
                row.getString("url"),
                row.getString("endpoint_status").equals(WebhookEndpoint.Status.ACTIVE.text()),
                Columns.instant(row, "disabled_at"),
                row.getInteger("consecutive_failures"),
                row.getInteger("max_concurrency"),
                row.getInteger("max_per_second"),
                row.getBuffer("secret"),
                row.getBuffer("previous_secret"));
    }

    private static Claim claim(LaneKey lane, Row row) {
        return new Claim(
                lane,
                row.getString("id"),
                row.getString("event_id"),
                row.getInteger("attempts") + 1,
                row.getInteger("tries"),
                Columns.instant(row, "trying_since"),
                Columns.instant(row, "delivered_at") != null,
                row.getString("body"));
    }
}
