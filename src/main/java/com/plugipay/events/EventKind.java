package com.plugipay.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.http.operations.Schemas;
import com.plugipay.json.Json;
import com.plugipay.model.Resource;
import com.plugipay.outbox.Event;
import com.plugipay.outbox.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type of event with the schema of its body and an example.
 *
 * @param objectType the kind of object that it is about
 * @param schema JSON Schema 2020-12 of the body that is delivered, whose {@code data.object} is the resource of the API
 * @param example a body that conforms to it
 * @param resource the class of the object; null when it is no resource of the API
 */
public record EventKind(
        EventType type,
        String objectType,
        Map<String, Object> schema,
        Map<String, Object> example,
        @JsonIgnore @Nullable Class<?> resource) {
    /**
     * All types, in the order of the documentation. Slow, and therefore to be called once.
     *
     * @param objects the resource of each type of object that the API has; the others get an open schema
     */
    public static List<EventKind> all(Map<String, Class<? extends Resource>> objects) {
        EventExamples examples = EventExamples.read();
        ObjectNode envelope = Schemas.result(Event.class);
        Map<String, ObjectNode> resources = new HashMap<>();
        List<EventKind> kinds = new ArrayList<>();
        for (EventType type : EventType.values()) {
            ObjectNode resource = resources.computeIfAbsent(type.objectType(), object -> resource(objects.get(object)));
            ObjectNode example = examples.of(type, kinds.size(), resource);
            ObjectNode schema = schema(type, envelope.deepCopy(), resource);
            kinds.add(
                    new EventKind(type, type.objectType(), map(schema), map(example), objects.get(type.objectType())));
        }
        return List.copyOf(kinds);
    }

    private static ObjectNode schema(EventType type, ObjectNode envelope, ObjectNode resource) {
        ObjectNode data = Json.MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = data.putObject("properties");
        properties.putObject("object").put("$ref", "#/$defs/" + type.objectType());
        properties.putObject("previousAttributes").put("type", "object");
        if (type.objectType().equals("gift_card")) {
            // What has changed the balance.
            properties.putObject("entry").put("type", "object");
        }
        properties.putObject("example").put("const", true);
        data.put("additionalProperties", false).putArray("required").add("object");
        envelope.withObjectProperty("properties").set("data", data);
        envelope.withObjectProperty("properties").putObject("type").put("const", type.text());
        ObjectNode schema = Json.MAPPER.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema").put("title", type.text());
        schema.setAll(envelope);
        // Separately: nested they are deeper than some JSON parsers allow.
        schema.putObject("$defs").set(type.objectType(), resource);
        return schema;
    }

    private static ObjectNode resource(@Nullable Class<? extends Resource> resource) {
        if (resource != null) {
            return Schemas.result(resource);
        }
        ObjectNode open = Json.MAPPER.createObjectNode().put("type", "object");
        open.putObject("properties").putObject("id").put("type", "string");
        open.putArray("required").add("id");
        return open;
    }

    /** Converts through text, so that numbers have the types that a reader of the JSON gets. */
    private static Map<String, Object> map(ObjectNode node) {
        return Json.read(node.toString(), new TypeReference<>() {});
    }
}
