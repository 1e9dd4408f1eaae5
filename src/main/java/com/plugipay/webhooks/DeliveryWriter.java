package com.plugipay.webhooks;

import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database.Transaction;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Writes deliveries and puts them into the lanes of their endpoints, inside the transaction of whoever makes them. */
final class DeliveryWriter {
    private static final String INSERT = """
            insert into webhook_deliveries as d (workspace_id, mode, id, endpoint_id, event_id, type, body, status,
                attempts, due_at, attempt_log, created_at, updated_at)
            select workspace_id, mode, id, endpoint_id, event_id, type, body, 'pending', 0, $1, '[]'::jsonb, $1, $1
              from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
                as n (workspace_id, mode, id, endpoint_id, event_id, type, body)
             order by workspace_id, mode, event_id, endpoint_id
            on conflict on constraint webhook_deliveries_once do update
                set status = 'pending', due_at = $1, tries = 0, trying_since = null, updated_at = $1
              where (d.status = 'failed' or d.status = 'pending' and d.tries > 0 and d.due_at > $1) and $2
                 or d.status = 'succeeded' and $3""";

    private DeliveryWriter() {}

    /** What is done about an event that the endpoint has a delivery of already. Never more than one is made. */
    enum Existing {
        LEFT,
        /** Also when it only waits for its next attempt: that is made now, and a new round of retries begins. */
        TRIED_AGAIN_IF_FAILED,
        SENT_AGAIN;

        private boolean includesFailed() {
            return this != LEFT;
        }

        private boolean includesSucceeded() {
            return this == SENT_AGAIN;
        }
    }

    /** Gives how many are due by this. */
    static Future<Integer> write(
            Transaction transaction, List<NewDelivery> deliveries, Existing existing, Instant now) {
        if (deliveries.isEmpty()) {
            return Future.succeededFuture(0);
        }
        Batch<NewDelivery> parameters = Batch.of(
                        deliveries, Columns.time(now), existing.includesFailed(), existing.includesSucceeded())
                .texts(delivery -> delivery.lane().workspaceId())
                .texts(delivery -> delivery.lane().mode())
                .texts(NewDelivery::id)
                .texts(delivery -> delivery.lane().endpointId())
                .texts(delivery -> delivery.event().id())
                .texts(delivery -> delivery.event().type())
                .texts(NewDelivery::body);
        return transaction
                .run(INSERT, parameters.parameters())
                .compose(inserted -> Lanes.put(
                                transaction,
                                deliveries.stream().map(NewDelivery::lane).collect(Collectors.toSet()),
                                now)
                        .map(inserted.rowCount()));
    }
}
