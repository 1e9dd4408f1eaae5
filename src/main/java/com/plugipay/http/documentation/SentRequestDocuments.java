package com.plugipay.http.documentation;

import static com.plugipay.http.documentation.JsonParts.JSON;
import static com.plugipay.http.documentation.JsonParts.json;
import static com.plugipay.http.documentation.JsonParts.parameter;
import static com.plugipay.http.documentation.JsonParts.reference;
import static com.plugipay.http.documentation.JsonParts.string;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.http.operations.Operations.SentRequest;
import com.plugipay.http.operations.Schemas;
import com.plugipay.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The requests that we send to webhook endpoints. */
final class SentRequestDocuments {
    /** The group of these operations. */
    static final String TAG = "sent";

    private SentRequestDocuments() {}

    /** One request for each, by their names. */
    static ObjectNode of(List<SentRequest> sent, Map<String, ObjectNode> schemas) {
        ObjectNode webhooks = JSON.objectNode();
        sent.forEach(request -> webhooks.putObject(request.name()).set("post", operation(request, schemas)));
        return webhooks;
    }

    private static ObjectNode operation(SentRequest request, Map<String, ObjectNode> schemas) {
        ObjectNode node = JSON.objectNode()
                .put("summary", "Tell that " + request.name() + " has happened")
                .put("description", ApiTexts.of("event." + request.name()));
        node.putArray("tags").add(TAG);
        node.put("operationId", "sends" + capitalised(request.name()));
        ArrayNode parameters = node.putArray("parameters");
        headers().forEach((name, text) -> parameter(parameters, "header", name, text, string()));
        ObjectNode body = json(node.putObject("requestBody").put("required", true), schema(request, schemas));
        body.set("example", Json.MAPPER.valueToTree(request.example()));
        ObjectNode responses = node.putObject("responses");
        responses.putObject("2XX").put("description", "Taken. Anything else, a redirect included, is tried again.");
        responses.putObject("410").put("description", "Gone: the endpoint is disabled.");
        node.putArray("security");
        return node;
    }

    private static ObjectNode schema(SentRequest request, Map<String, ObjectNode> schemas) {
        String envelope = request.envelope().getSimpleName();
        schemas.computeIfAbsent(envelope, ignored -> Schemas.result(request.envelope()));
        ObjectNode schema = JSON.objectNode();
        schema.putArray("allOf").add(reference("schemas", envelope));
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("type").put("const", request.name()).put("description", "The type of the event.");
        ObjectNode data = properties
                .putObject("data")
                .put("type", "object")
                .put("description", "What has happened.")
                .putObject("properties");
        Class<?> object = request.object();
        if (object != null) {
            schemas.computeIfAbsent(object.getSimpleName(), ignored -> Schemas.result(object));
            data.set(
                    "object",
                    reference("schemas", object.getSimpleName())
                            .put("description", "The object as its GET shows it after the change."));
        }
        data.putObject("previousAttributes")
                .put("type", "object")
                .put("description", "What the changed properties were before; left out where nothing is compared.");
        data.putObject("example")
                .put("const", true)
                .put("description", "Only in events that were sent for a test: nothing has happened.");
        return schema;
    }

    private static Map<String, String> headers() {
        return Map.of(
                "webhook-id", "The id of the event, by Standard Webhooks.",
                "webhook-timestamp", "When this was sent, in unix seconds, by Standard Webhooks.",
                "webhook-signature", "The signatures of the body, by Standard Webhooks: v1, and base64.",
                "X-Plugipay-Signature", "The same in other words: t=<unix seconds>,v1=<hex HMAC-SHA256 of t.body>.",
                "X-Plugipay-Event-Id", "The id of the event.",
                "X-Plugipay-Delivery-Id", "The id of the delivery.");
    }

    private static String capitalised(String name) {
        return Arrays.stream(name.split("[._]+"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
