package com.plugipay.resilience.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Values that fit one of the API's JSON Schemas, and values with one error. */
final class RandomJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> TEXTS = List.of(
            "a",
            "Toko Uji",
            "مقهى",
            "😀🙏🏽",
            "\u0001\u007f\u0085",
            "' or 1=1--",
            "%00%zz",
            "<script>",
            "\u2028\u202e",
            "null",
            "\\u0000",
            "${x}");
    /** Values that fit the patterns of the schemas. */
    private static final List<String> PATTERNED = List.of(
            "IDR",
            "USD",
            "XXX",
            "ID",
            "*:read",
            "payments:write",
            "1234567890",
            "#B3261E",
            "a@b.example",
            "data:image/png;base64,AAAA",
            "Asia/Jakarta");

    private static final List<String> ADDRESSES =
            List.of("https://shop.example/hook", "https://shop.example/?é", "https://toko-é.example/a%20b");

    private final RandomGenerator random;
    private final List<String> ids;

    /** A body with one error, and the path of the wrong field. */
    record Faulty(ObjectNode body, String field) {}

    /** Ids of existing objects, which are used now and then. */
    RandomJson(RandomGenerator random, List<String> ids) {
        this.random = random;
        this.ids = ids;
    }

    ObjectNode object(JsonNode schema) {
        return (ObjectNode) value("", schema);
    }

    /** A valid body of which one property is made wrong; null where none can be. */
    @Nullable
    Faulty faulty(JsonNode schema) {
        ObjectNode body = object(schema);
        List<Map.Entry<String, JsonNode>> properties =
                new ArrayList<>(schema.path("properties").properties());
        if (properties.isEmpty() || random.nextInt(5) == 0) {
            String name = "unknown" + random.nextInt(100);
            return new Faulty(body.put(name, 1), name);
        }
        Map.Entry<String, JsonNode> property = properties.get(random.nextInt(properties.size()));
        String name = property.getKey();
        if (isRequired(schema, name) && random.nextInt(3) == 0) {
            body.remove(name);
            return new Faulty(body, name);
        }
        JsonNode wrong = wrong(plain(property.getValue()));
        return wrong == null ? null : new Faulty(body.set(name, wrong), name);
    }

    private JsonNode value(String name, JsonNode given) {
        JsonNode schema = plain(given);
        if (schema.has("enum")) {
            return schema.path("enum").path(random.nextInt(schema.path("enum").size()));
        }
        return switch (type(schema)) {
            case "object" -> properties(schema);
            case "array" -> {
                ArrayNode items = JSON.arrayNode();
                int least = schema.path("minItems").asInt(0);
                IntStream.range(0, least + random.nextInt(3))
                        .forEach(i -> items.add(value(name, schema.path("items"))));
                yield items;
            }
            case "integer" -> JSON.numberNode(number(schema));
            case "number" -> JSON.numberNode(random.nextInt(101) / 100.0);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default -> JSON.textNode(text(name, schema));
        };
    }

    private ObjectNode properties(JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (isRequired(schema, property.getKey()) || random.nextInt(3) == 0) {
                object.set(property.getKey(), value(property.getKey(), property.getValue()));
            }
        }
        if (schema.path("additionalProperties").isObject()) {
            IntStream.range(0, random.nextInt(4))
                    .forEach(i -> object.set("k" + i, value("", schema.path("additionalProperties"))));
        }
        return object;
    }

    private long number(JsonNode schema) {
        long least = schema.path("minimum").asLong(0);
        long most = schema.path("maximum").asLong(1_000_000);
        return switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> most;
            default -> random.nextLong(least, Math.min(most, least + 100_000) + 1);
        };
    }

    private String text(String name, JsonNode schema) {
        String pattern = schema.path("pattern").asText();
        if (!pattern.isEmpty() || name.equals("email") || isAddress(name)) {
            List<String> fitting = (isAddress(name) ? ADDRESSES : PATTERNED)
                    .stream()
                            .filter(text -> text.matches(pattern.isEmpty() ? ".*" : pattern))
                            .toList();
            return fitting.get(random.nextInt(fitting.size()));
        }
        if (name.toLowerCase(Locale.ROOT).contains("id") && !ids.isEmpty() && random.nextInt(4) > 0) {
            return ids.get(random.nextInt(ids.size()));
        }
        if (name.equals("since")
                || name.equals("until")
                || schema.path("format").asText().equals("date-time")) {
            return "2026-11-2" + random.nextInt(9) + "T08:00:00Z";
        }
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        int longest = schema.path("maxLength").asInt(100);
        String fitting = random.nextInt(5) == 0 ? "x".repeat(longest) : text;
        return fitting.codePointCount(0, fitting.length()) > longest ? "x" : fitting;
    }

    private static boolean isAddress(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith("url");
    }

    /** A value that does not fit; null where every value fits. */
    private @Nullable JsonNode wrong(JsonNode schema) {
        if (schema.has("enum")) {
            return random.nextBoolean() ? JSON.textNode("none of these") : JSON.numberNode(1);
        }
        int choice = random.nextInt(3);
        return switch (type(schema)) {
            case "integer" ->
                switch (choice) {
                    case 0 -> JSON.textNode("1");
                    case 1 -> JSON.numberNode(1.5);
                    default ->
                        schema.has("minimum")
                                ? JSON.numberNode(schema.path("minimum").asLong() - 1)
                                : JSON.arrayNode();
                };
            case "number" -> choice == 0 ? JSON.textNode("0.5") : JSON.booleanNode(true);
            case "boolean" -> choice == 0 ? JSON.numberNode(0) : JSON.textNode("true");
            case "array" -> choice == 0 ? JSON.objectNode() : JSON.textNode("a");
            case "object" -> choice == 0 ? JSON.arrayNode() : JSON.textNode("a");
            case "string" ->
                choice > 0 && schema.has("maxLength")
                        ? JSON.textNode("x".repeat(schema.path("maxLength").asInt() + 1))
                        : choice == 0 ? JSON.numberNode(random.nextInt()) : JSON.objectNode();
            default -> null;
        };
    }

    /** Without the null that it may be as well. */
    private static JsonNode plain(JsonNode schema) {
        for (JsonNode choice : schema.path("anyOf")) {
            if (!choice.path("type").asText().equals("null")) {
                return choice;
            }
        }
        return schema;
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.path(0).asText() : type.asText();
    }

    private static boolean isRequired(JsonNode schema, String name) {
        return schema.path("required")
                .valueStream()
                .anyMatch(required -> required.asText().equals(name));
    }
}
