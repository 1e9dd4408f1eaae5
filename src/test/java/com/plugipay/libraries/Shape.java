package com.plugipay.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a client library reads of an object: for each field its type. A field is written {@code name:type}; with a question mark
 * behind the type it may be null, with one behind the name its key may be absent. A type is text, int, number, bool, texts (a list),
 * metadata (null or an object of texts), object, any, a list of values such as {@code draft|open}, or the name of another shape, with
 * {@code []} for a list of them.
 */
record Shape(Map<String, String> fields) {
    private static final Map<String, Predicate<JsonNode>> TYPES = Map.of(
            "text", JsonNode::isTextual,
            "int", JsonNode::isIntegralNumber,
            "number", JsonNode::isNumber,
            "bool", JsonNode::isBoolean,
            "texts", node -> node.isArray() && node.valueStream().allMatch(JsonNode::isTextual),
            "metadata",
                    node -> node.isNull()
                            || (node.isObject() && node.valueStream().allMatch(JsonNode::isTextual)),
            "object", JsonNode::isObject,
            "lists", node -> node.isObject() && node.valueStream().allMatch(JsonNode::isArray),
            "any", node -> true);

    Shape {
        fields = Map.copyOf(fields);
    }

    /** Reads one from its fields, separated by blanks. */
    static Shape of(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : text.strip().split("\\s+", -1)) {
            int colon = field.indexOf(':');
            fields.put(field.substring(0, colon), field.substring(colon + 1));
        }
        return new Shape(fields);
    }

    /** Fails naming every field that is missing or of another type. */
    void check(JsonNode object, Map<String, Shape> shapes) {
        assertThat(faults(object, "", shapes).toList()).as(object.toString()).isEmpty();
    }

    private Stream<String> faults(JsonNode object, String path, Map<String, Shape> shapes) {
        if (!object.isObject()) {
            return Stream.of(path + " is no object");
        }
        return fields.entrySet().stream().flatMap(field -> {
            String name = field.getKey();
            boolean mayBeAbsent = name.endsWith("?");
            String key = mayBeAbsent ? name.substring(0, name.length() - 1) : name;
            JsonNode value = object.get(key);
            if (value == null) {
                return mayBeAbsent ? Stream.of() : Stream.of(path + key + " is missing");
            }
            return faults(value, field.getValue(), path + key, shapes);
        });
    }

    private static Stream<String> faults(JsonNode value, String type, String path, Map<String, Shape> shapes) {
        if (type.endsWith("?")) {
            return value.isNull() ? Stream.of() : faults(value, type.substring(0, type.length() - 1), path, shapes);
        }
        if (type.endsWith("[]")) {
            Shape item = named(type.substring(0, type.length() - 2), shapes);
            return value.isArray()
                    ? value.valueStream().flatMap(each -> item.faults(each, path + "[].", shapes))
                    : Stream.of(path + " is no list");
        }
        if (Character.isUpperCase(type.charAt(0))) {
            return named(type, shapes).faults(value, path + '.', shapes);
        }
        Predicate<JsonNode> known = TYPES.get(type);
        List<String> values = Arrays.stream(type.split("\\|")).collect(Collectors.toList());
        boolean fits = known != null ? known.test(value) : value.isTextual() && values.contains(value.asText());
        return fits ? Stream.of() : Stream.of(path + " is " + value + " and no " + type);
    }

    /** The shape of this name; fails when there is none. */
    static Shape named(String name, Map<String, Shape> shapes) {
        return Objects.requireNonNull(shapes.get(name), () -> "There is no shape " + name);
    }
}
