package com.plugipay.http.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in a sentence which value is allowed, for a caller whose value breaks a rule of a schema. */
final class FaultText {
    private static final int LONGEST_VALUE = 40;
    private static final int MOST_VALUES = 50;
    private static final String NOT_ALLOWED = "This value is not allowed.";

    private static final Map<String, String> TYPES = Map.of(
            "string", "text",
            "integer", "a whole number",
            "number", "a number",
            "boolean", "true or false",
            "array", "a list",
            "object", "an object",
            "null", "null");

    private FaultText() {}

    /**
     * The sentence about a value.
     *
     * @param patterns the sentence about each pattern of the schema
     */
    static String of(Error error, Map<String, String> patterns) {
        JsonNode rule = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "required" -> "This field is required.";
            case "additionalProperties", "unevaluatedProperties" -> "There is no such field.";
            case "type" -> "This must be " + types(rule) + '.';
            case "enum" -> none(error.getInstanceNode()) + "it is one of " + values(rule) + '.';
            case "const" -> "This must be " + rule.asText() + '.';
            case "minimum" -> "This must be at least " + rule.asText() + '.';
            case "maximum" -> "This must be at most " + rule.asText() + '.';
            case "minLength" ->
                rule.asInt() == 1 ? "This must not be empty." : "This must have at least " + rule + " characters.";
            case "maxLength" -> "This must have at most " + rule + " characters.";
            case "minItems" ->
                rule.asInt() == 1 ? "This list must not be empty." : "This list must have at least " + rule + " items.";
            case "maxItems" -> "This list must have at most " + rule + " items.";
            case "uniqueItems" -> "No item of this list may occur twice.";
            case "maxProperties" -> "This must have at most " + rule + " entries.";
            case "pattern" -> patterns.getOrDefault(rule.asText(), NOT_ALLOWED);
            case "propertyNames" ->
                "The names of the entries must have " + rule.path("minLength").asInt() + " to " + rule.path("maxLength")
                        + " characters.";
            default -> NOT_ALLOWED;
        };
    }

    /** A value as a message shows it: the beginning of a long one. */
    static String shortened(String value) {
        int length = value.codePointCount(0, value.length());
        return length <= LONGEST_VALUE ? value : value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE)) + '…';
    }

    private static String none(JsonNode value) {
        return Optional.ofNullable(value)
                .filter(JsonNode::isTextual)
                .map(text -> "There is no \"" + shortened(text.textValue()) + "\": ")
                .orElse("This is none of the values: ");
    }

    private static String types(JsonNode rule) {
        return (rule.isArray() ? rule.valueStream() : Stream.of(rule))
                .map(type -> TYPES.getOrDefault(type.asText(), type.asText()))
                .collect(Collectors.joining(" or "));
    }

    private static String values(JsonNode rule) {
        String known =
                rule.valueStream().limit(MOST_VALUES).map(JsonNode::asText).collect(Collectors.joining(", "));
        return rule.size() > MOST_VALUES ? known + " and " + (rule.size() - MOST_VALUES) + " others" : known;
    }
}
