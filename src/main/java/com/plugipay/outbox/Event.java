package com.plugipay.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.plugipay.json.Json;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import java.time.Instant;
import java.util.Map;

/**
 * Something that happened to an object, with the object as it was right after.
 *
 * @param data {@code object}: the resource as its GET shows it, and whatever else the type tells
 */
public record Event(
        String id, EventType type, String workspaceId, Mode mode, Instant createdAt, Map<String, Object> data)
        implements Resource {

    /** Decimals of providers keep every digit. */
    private static final ObjectReader STORED =
            Json.MAPPER.readerFor(Event.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** The event that {@link #payload} wrote down: what stood in it as objects now stands in it as maps. */
    public static Event stored(String payload) {
        try {
            return STORED.readValue(payload);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("A stored event cannot be read", damaged);
        }
    }

    /** The bytes, as text, that are stored once and sent to every receiver unchanged. */
    public String payload() {
        return Json.text(this);
    }
}
