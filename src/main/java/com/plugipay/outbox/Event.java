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
 * A change of an object, with the object as it was after the change.
 *
 * @param data {@code object}: the resource as its GET shows it, and other properties of the type
 */
public record Event(
        String id, EventType type, String workspaceId, Mode mode, Instant createdAt, Map<String, Object> data)
        implements Resource {

    /** Keeps every digit of decimals from providers. */
    private static final ObjectReader STORED =
            Json.MAPPER.readerFor(Event.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** Reads what {@link #payload} wrote; objects in it are read as maps. */
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
