package com.plugipay.http.documentation;

import static com.plugipay.http.documentation.JsonParts.JSON;
import static com.plugipay.http.documentation.JsonParts.json;
import static com.plugipay.http.documentation.JsonParts.reference;
import static com.plugipay.http.documentation.JsonParts.string;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.http.operations.Download;
import com.plugipay.http.operations.Operation;
import com.plugipay.http.operations.Schemas;
import java.util.Map;

/** What operations respond with when they succeed. */
final class SuccessDocuments {
    private SuccessDocuments() {}

    /** The response of an operation, its schema and its example. */
    static ObjectNode of(Operation<?> operation, Map<String, ObjectNode> schemas, ResponseExamples examples) {
        ObjectNode success = JSON.objectNode();
        Class<?> output = operation.output();
        if (output == null) {
            return success.put("description", "Done; there is no body.");
        }
        if (output == Download.class) {
            success.put("description", "The file.")
                    .putObject("content")
                    .putObject("application/octet-stream")
                    .putObject("schema");
            return success;
        }
        success.put("description", operation.isList() ? "The list." : "The object.");
        String name = output.getSimpleName();
        ObjectNode schema = schemas.computeIfAbsent(name, ignored -> Schemas.result(output));
        ObjectNode data = reference("schemas", name);
        if (operation.isNullable()) {
            data = orNull(data);
        }
        ObjectNode body = json(success, envelope(data, operation.isList(), operation.isPaged()));
        examples.add(operation, output, schema, body);
        return success;
    }

    private static ObjectNode orNull(ObjectNode data) {
        ObjectNode either = JSON.objectNode();
        either.putArray("anyOf").add(data).add(JSON.objectNode().put("type", "null"));
        return either;
    }

    private static ObjectNode envelope(ObjectNode data, boolean isList, boolean isPaged) {
        ObjectNode envelope = JSON.objectNode().put("type", "object");
        ObjectNode properties = envelope.putObject("properties");
        if (isList) {
            properties
                    .putObject("data")
                    .put("type", "array")
                    .put("description", isPaged ? "A page of the list." : "The whole list.")
                    .set("items", data);
        } else {
            properties.set("data", data.put("description", "The object."));
        }
        properties.putObject("error").put("type", "null").put("description", "Nothing: the request has succeeded.");
        ObjectNode meta = meta();
        if (isList) {
            ObjectNode fields = meta.withObjectProperty("properties");
            fields.putObject("cursor")
                    .put("description", "The parameter cursor of the next page; null when there is none.")
                    .putArray("type")
                    .add("string")
                    .add("null");
            fields.putObject("hasMore").put("type", "boolean").put("description", "Whether there is a next page.");
            meta.withArrayProperty("required").add("cursor").add("hasMore");
        }
        properties.set("meta", meta);
        envelope.putArray("required").add("data").add("error").add("meta");
        return envelope;
    }

    /** What every response in JSON says about itself. */
    static ObjectNode meta() {
        ObjectNode meta = JSON.objectNode().put("type", "object").put("description", "About the response.");
        ObjectNode fields = meta.putObject("properties");
        fields.set("requestId", string("The id of the request, as in the header X-Request-Id."));
        fields.set("timestamp", string("When the request arrived.").put("format", "date-time"));
        ArrayNode required = meta.putArray("required");
        required.add("requestId").add("timestamp");
        return meta;
    }
}
