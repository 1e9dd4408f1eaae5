package com.plugipay.webhooks.dispatch;

import com.plugipay.db.Columns;
import com.plugipay.text.WebAddress;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.ClaimedQueue;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.EndpointFacts;
import com.plugipay.webhooks.endpoints.EndpointKey;
import com.plugipay.webhooks.endpoints.WebhookEndpoint;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the rows of claimed queues: one for each delivery, and one for a queue without any. */
final class ClaimedQueues {
    private ClaimedQueues() {}

    /** The queues in their order, each with the deliveries whose bodies were read. */
    static List<ClaimedQueue> read(RowSet<Row> rows) {
        Map<EndpointKey, ClaimedQueue> queues = new LinkedHashMap<>();
        for (Row row : rows) {
            ClaimedQueue queue = queues.computeIfAbsent(EndpointKey.read(row), key -> queue(key, row));
            if (row.getString("id") != null && row.getBoolean("fits")) {
                queue.deliveries().add(claim(queue.key(), row));
            }
        }
        return List.copyOf(queues.values());
    }

    private static ClaimedQueue queue(EndpointKey key, Row row) {
        Integer pace = row.getInteger("pace");
        return new ClaimedQueue(
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
                WebAddress.stored(row.getString("url")),
                row.getString("endpoint_status").equals(WebhookEndpoint.Status.ACTIVE.text()),
                Columns.instant(row, "disabled_at"),
                row.getInteger("consecutive_failures"),
                row.getInteger("max_concurrency"),
                row.getInteger("max_per_second"),
                row.getBuffer("secret"),
                row.getBuffer("previous_secret"));
    }

    private static ClaimedDelivery claim(EndpointKey endpoint, Row row) {
        return new ClaimedDelivery(
                endpoint,
                row.getString("id"),
                row.getString("event_id"),
                row.getInteger("attempts") + 1,
                row.getInteger("tries"),
                Columns.instant(row, "trying_since"),
                Columns.instant(row, "delivered_at") != null,
                row.getString("body"));
    }
}
