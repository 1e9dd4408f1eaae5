package com.plugipay.webhooks.deliveries;

import com.plugipay.json.Json;
import com.plugipay.json.SdkArn;
import com.plugipay.model.Mode;
import com.plugipay.outbox.Event;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.SdkEventNames;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event in the SDKs' dialect: their name for its type, and their {@code accountId}, {@code occurredAt},
 * {@code aggregateType} and {@code aggregateId} beside Plugipay's own.
 */
record SdkEventBody(
        String id,
        String type,
        String accountId,
        Instant occurredAt,
        String workspaceId,
        Mode mode,
        Instant createdAt,
        Map<String, @Nullable Object> data) {

    /** The body's text, made from the event as it is stored. */
    static String of(String payload) {
        Event event = Event.stored(payload);
        Map<String, @Nullable Object> data = new LinkedHashMap<>(event.data());
        Map<String, @Nullable Object> object = object(event);
        data.put("object", object);
        data.put("aggregateType", event.type().objectType());
        data.put("aggregateId", object.get("id"));
        return Json.text(new SdkEventBody(
                event.id(),
                SdkEventNames.of(event.type()),
                event.workspaceId(),
                event.createdAt(),
                event.workspaceId(),
                event.mode(),
                event.createdAt(),
                data));
    }

    /** The object as the SDKs' dialect shows it: with the account's id, and with its names of states. */
    private static Map<String, @Nullable Object> object(Event event) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (event.data().get("object") instanceof Map<?, ?> stored) {
            stored.forEach((name, value) -> object.put(String.valueOf(name), value));
        }
        object.put("accountId", event.workspaceId());
        SdkArn.of(event.workspaceId(), String.valueOf(object.get("id"))).ifPresent(arn -> object.put("arn", arn));
        if (event.type() == EventType.CHECKOUT_SESSION_COMPLETED && "complete".equals(object.get("status"))) {
            object.put("status", "completed");
        }
        if (event.type().objectType().equals("subscription") && "incomplete".equals(object.get("substatus"))) {
            object.put("status", "incomplete");
        }
        return object;
    }
}
