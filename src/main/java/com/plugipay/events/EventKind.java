package com.plugipay.events;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.customers.Customer;
import com.plugipay.http.Schemas;
import com.plugipay.json.Json;
import com.plugipay.payments.Payment;
import com.plugipay.refunds.Refund;
import com.plugipay.webhooks.WebhookEndpoint;
import com.plugipay.workspaces.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A type of event and what it looks like.
 *
 * @param objectType the kind of object that it is about
 * @param schema JSON Schema 2020-12 of the body that is delivered, whose {@code data.object} is what the API answers
 * @param example a body that is so
 */
public record EventKind(EventType type, String objectType, Map<String, Object> schema, Map<String, Object> example) {
    /** The objects that there are; the others are described when there are any. */
    private static final Map<String, Class<? extends Resource>> RESOURCES = Map.of(
            "payment", Payment.class,
            "refund", Refund.class,
            "checkout_session", CheckoutSession.class,
            "customer", Customer.class,
            "webhook_endpoint", WebhookEndpoint.class);

    /** All types, in the order of the documentation. To be asked once: making schemas takes its time. */
    public static List<EventKind> all() {
        EventExamples examples = EventExamples.read();
        ObjectNode envelope = Schemas.answer(Event.class);
        Map<String, ObjectNode> resources = new HashMap<>();
        List<EventKind> kinds = new ArrayList<>();
        for (EventType type : EventType.values()) {
            ObjectNode resource = resources.computeIfAbsent(type.objectType(), EventKind::resource);
            ObjectNode example = examples.of(type, kinds.size(), resource);
            ObjectNode schema = schema(type, envelope.deepCopy(), resource);
            kinds.add(new EventKind(type, type.objectType(), map(schema), map(example)));
        }
        return List.copyOf(kinds);
    }

    private static ObjectNode schema(EventType type, ObjectNode envelope, ObjectNode resource) {
        ObjectNode data = Json.MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = data.putObject("properties");
        properties.putObject("object").put("$ref", "#/$defs/" + type.objectType());
        properties.putObject("previousAttributes").put("type", "object");
        properties.putObject("example").put("const", true);
        data.put("additionalProperties", false).putArray("required").add("object");
        envelope.withObjectProperty("properties").set("data", data);
        envelope.withObjectProperty("properties").putObject("type").put("const", type.text());
        ObjectNode schema = Json.MAPPER.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema").put("title", type.text());
        schema.setAll(envelope);
        // Apart, because one within the other they are deeper than what some readers of JSON take, ours among them.
        schema.putObject("$defs").set(type.objectType(), resource);
        return schema;
    }

    private static ObjectNode resource(String objectType) {
        Class<? extends Resource> resource = RESOURCES.get(objectType);
        if (resource != null) {
            return Schemas.answer(resource);
        }
        ObjectNode open = Json.MAPPER.createObjectNode().put("type", "object");
        open.putObject("properties").putObject("id").put("type", "string");
        open.putArray("required").add("id");
        return open;
    }

    /** By way of the text, so that a number is what it will be to whoever reads it. */
    private static Map<String, Object> map(ObjectNode node) {
        return Json.read(node.toString(), new TypeReference<>() {});
    }
}
