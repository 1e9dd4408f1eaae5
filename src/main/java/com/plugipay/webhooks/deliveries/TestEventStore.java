package com.plugipay.webhooks.deliveries;

import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Event;
import com.plugipay.outbox.Write;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes test events, whose ids are made before they are written. */
final class TestEventStore {
    private static final NamedSql INSERT = NamedSql.of("""
            insert into events (workspace_id, mode, created_at, id, type, object_id, payload, fanned_out)
            values (:workspace, :mode, :created_at, :id, :type, :object_id, :payload, :fanned_out)
            returning id""");

    private static final NamedSql INSERT_DELIVERY = NamedSql.of("""
            insert into webhook_deliveries (workspace_id, mode, id, endpoint_id, event_id, type, body, status,
                attempts, due_at, attempt_log, created_at, updated_at)
            values (:workspace, :mode, :id, :endpoint_id, :event_id, :type, :body, 'pending', 0, :now, '[]'::jsonb,
                :now, :now)
            returning endpoint_id""");

    private TestEventStore() {}

    /** Writes an event, which is then fanned out to all endpoints that ask for it. */
    static Write insert(ChangeContext context, Event event) {
        return Write.of(context).step("changed", INSERT, values(event).and("fanned_out", false));
    }

    /**
     * Writes an event that is not fanned out, with its delivery to one endpoint, and makes the endpoint's queue due.
     *
     * @param body null when it is the event's payload
     */
    static Write insert(ChangeContext context, Event event, WebhookDelivery delivery, @Nullable String body) {
        Write write = Write.of(context)
                .step("test_event", INSERT, values(event).and("fanned_out", true))
                .step(
                        "deliveries",
                        INSERT_DELIVERY,
                        Values.none()
                                .and("id", delivery.id())
                                .and("endpoint_id", delivery.endpointId())
                                .and("event_id", event.id())
                                .and("type", event.type().text())
                                .and("body", body));
        return QueueDueStatement.wake(write);
    }

    private static Values values(Event event) {
        return Values.none()
                .and("created_at", event.createdAt())
                .and("id", event.id())
                .and("type", event.type().text())
                .and("object_id", objectId(event))
                .and("payload", event.payload());
    }

    private static String objectId(Event event) {
        return event.data().get("object") instanceof Map<?, ?> object ? String.valueOf(object.get("id")) : "";
    }
}
