package com.plugipay.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.json.Json;
import com.plugipay.outbox.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** One example of each type of event, from a file with an example of each kind of object and the changes of each type. */
final class EventExamples {
    private static final String FILE = "/events/examples.json";
    private static final String WORKSPACE = "ws_01M2A0B1C2D3E4F5G6H7J8K9M0";

    private final JsonNode file;

    private EventExamples(JsonNode file) {
        this.file = file;
    }

    static EventExamples read() {
        try (InputStream stream = Objects.requireNonNull(EventExamples.class.getResourceAsStream(FILE))) {
            return new EventExamples(Json.MAPPER.readTree(stream));
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /**
     * An event as it is delivered.
     *
     * @param number another one, below 100, for each type
     * @param resource the schema of its object: properties that the file leaves out are null
     */
    ObjectNode of(EventType type, int number, JsonNode resource) {
        ObjectNode object = file.path("objects").path(type.objectType()).deepCopy();
        object.put("workspaceId", WORKSPACE).put("mode", "test");
        if (file.path("changes").path(type.text()) instanceof ObjectNode change) {
            object.setAll(change);
        }
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.put("id", id(number)).put("type", type.text()).put("workspaceId", WORKSPACE);
        event.put("mode", "test").set("createdAt", object.path("updatedAt"));
        ObjectNode data = event.putObject("data");
        data.set("object", completed(object, resource));
        if (file.path("previousAttributes").path(type.text()) instanceof ObjectNode before) {
            data.set("previousAttributes", before);
        }
        return event;
    }

    /** The object in the order of its schema, with null for properties that the file leaves out. */
    private static ObjectNode completed(ObjectNode object, JsonNode resource) {
        ObjectNode whole = Json.MAPPER.createObjectNode();
        resource.path("properties").fieldNames().forEachRemaining(name -> whole.set(name, object.get(name)));
        return whole.setAll(object);
    }

    private static String id(int number) {
        return "evt_01M2H0Z3A5B7C9D1E3F5G7H9%02d".formatted(number);
    }
}
