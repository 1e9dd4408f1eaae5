package com.plugipay.http.documentation;

import static com.plugipay.http.documentation.JsonParts.JSON;
import static com.plugipay.http.documentation.JsonParts.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.http.operations.Operation;
import com.plugipay.json.Json;
import com.plugipay.text.ClasspathFile;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What operations answer, with values: an object of each kind, which all operations of that kind refer to. */
final class ResponseExamples {
    /** Objects by the names of their schemas, which they fit. */
    private static final JsonNode OBJECTS =
            Json.read(new String(ClasspathFile.read("/api/objects.json"), StandardCharsets.UTF_8), JsonNode.class);

    private final Map<String, ObjectNode> used = new TreeMap<>();

    /**
     * Puts the example of an operation into the body of its response. None is put for an object that has none, or whose schema
     * has a member for something that was installed besides, such as another provider.
     */
    void add(Operation<?> operation, Class<?> output, ObjectNode schema, ObjectNode body) {
        JsonNode object = OBJECTS.get(output.getSimpleName());
        if (object == null || schema.path("required").valueStream().anyMatch(name -> !object.has(name.asText()))) {
            return;
        }
        String name = output.getSimpleName() + (operation.isList() ? "List" : "");
        used.computeIfAbsent(name, ignored -> example(operation.isList(), object));
        body.putObject("examples").set("example", reference("examples", name));
    }

    /** Those that were put somewhere, by their names. */
    Map<String, ObjectNode> used() {
        return used;
    }

    private static ObjectNode example(boolean isList, JsonNode object) {
        ObjectNode example = JSON.objectNode();
        ObjectNode envelope = example.putObject("value");
        if (isList) {
            envelope.putArray("data").add(object);
        } else {
            envelope.set("data", object);
        }
        envelope.putNull("error");
        ObjectNode meta = ErrorDocuments.meta(envelope);
        if (isList) {
            meta.putNull("cursor").put("hasMore", false);
        }
        return example;
    }
}
