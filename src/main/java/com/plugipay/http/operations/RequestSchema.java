package com.plugipay.http.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.json.Json;
import com.plugipay.text.WebAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads inputs: records whose annotations are their limits. The schema that validates them is also published.
 *
 * @param <I> the record
 */
public final class RequestSchema<I> {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final ObjectReader reader;
    private final Schema schema;
    private final Map<String, String> patterns = new HashMap<>();

    /** A fault in an input. */
    public record Fault(String field, String message) {}

    private RequestSchema(Class<I> type, ObjectNode document) {
        this.reader = Json.MAPPER.readerFor(type).withAttribute(WebAddress.STRICTLY, true);
        for (JsonNode described : document.findParents(Schemas.PATTERN_TEXT)) {
            JsonNode text = ((ObjectNode) described).remove(Schemas.PATTERN_TEXT);
            patterns.put(described.path("pattern").asText(), text.asText());
        }
        this.schema = REGISTRY.getSchema(document);
        schema.initializeValidators();
    }

    /** The schema of a record; fields that are not nullable are required. */
    static <I> RequestSchema<I> of(Class<I> type) {
        return new RequestSchema<>(type, Schemas.of(type));
    }

    /** The schema of a change of a record; no field is required. */
    static <I> RequestSchema<I> partial(Class<I> type) {
        return new RequestSchema<>(type, Schemas.partial(type));
    }

    /** Parses a body, which is a JSON object; an empty body is an empty object. */
    public static ObjectNode parse(byte[] body) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode tree = Json.MAPPER.readTree(decode(body));
            if (tree instanceof ObjectNode object) {
                if (hasEscapes(body)) {
                    Texts.check(object, "");
                }
                return object;
            }
        } catch (JsonProcessingException malformed) {
            throw ErrorCode.VALIDATION_ERROR.withMessage("The body is not JSON: " + malformed.getOriginalMessage());
        } catch (CharacterCodingException malformed) {
            throw ErrorCode.VALIDATION_ERROR.withMessage("The body is not JSON in UTF-8.");
        }
        throw ErrorCode.VALIDATION_ERROR.withMessage("The body must be a JSON object.");
    }

    /** Decodes UTF-8 strictly: the parser would accept other encodings and, in UTF-8, malformed characters. */
    private static String decode(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }

    /** Reads an input; fails with all faults of the schema, or with the first rule of a {@link CheckedInput} that it breaks. */
    I read(ObjectNode body) {
        check(body);
        return convert(body);
    }

    /** Reads a change of an input; {@code null} clears a field. Fails like {@link #read}. */
    I changed(I current, ObjectNode body) {
        check(body);
        ObjectNode merged = Json.MAPPER.valueToTree(current);
        merged.setAll(body);
        return convert(merged);
    }

    private void check(ObjectNode body) {
        List<Error> errors = schema.validate(body);
        if (!errors.isEmpty()) {
            throw failure(errors.stream()
                    .filter(error -> !isOfOtherForm(error, errors))
                    .map(this::fault)
                    .distinct()
                    .toList());
        }
    }

    /** A value that may be null is refused as not null too, which tells nobody what it should be. */
    private static boolean isOfOtherForm(Error error, List<Error> all) {
        return error.getKeyword().equals("type")
                && error.getSchemaNode().asText().equals("null")
                && all.stream().anyMatch(other -> !other.equals(error) && startsWith(location(other), location(error)));
    }

    private static boolean startsWith(String location, String start) {
        return location.equals(start) || location.startsWith(start + '/');
    }

    private static String location(Error error) {
        return error.getInstanceLocation().toString();
    }

    /** The schema accepts 1.0 as a whole number, the record does not. */
    private I convert(ObjectNode body) {
        try {
            I input = reader.readValue(body);
            if (input instanceof CheckedInput checked) {
                checked.check();
            }
            return input;
        } catch (JsonMappingException wrong) {
            String path = wrong.getPath().stream()
                    .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                    .collect(Collectors.joining("/"));
            String sentence = wrong.getCause() instanceof WebAddress.Malformed malformed
                    ? malformed.sentence()
                    : "This value is of the wrong type.";
            throw failure(List.of(new Fault(path, sentence)));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ApiException failure(List<Fault> faults) {
        Fault first = faults.getFirst();
        return ErrorCode.VALIDATION_ERROR
                .forField(first.field(), first.message())
                .with(faults);
    }

    /** The field of a missing or unknown property is the property. */
    private Fault fault(Error error) {
        String parent = location(error).replaceFirst("^/", "");
        String property = error.getProperty();
        String field = property == null ? parent : parent.isEmpty() ? property : parent + '/' + property;
        return new Fault(field, FaultText.of(error, patterns));
    }

    private static boolean hasEscapes(byte[] body) {
        for (int i = 0; i < body.length - 1; i++) {
            if (body[i] == '\\' && body[i + 1] == 'u') {
                return true;
            }
        }
        return false;
    }

    /** Refuses characters that JSON can escape and the database cannot store. Only bodies with escapes are searched. */
    private static final class Texts {
        static void check(JsonNode node, String path) {
            if (node.isTextual()) {
                refuseUnstorable(node.textValue(), path);
            }
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                String name = path.isEmpty() ? member.getKey() : path + '/' + member.getKey();
                refuseUnstorable(member.getKey(), name.replace("\0", "\\u0000"));
                check(member.getValue(), name);
            }
            for (int i = 0; node.isArray() && i < node.size(); i++) {
                check(node.path(i), path + '/' + i);
            }
        }

        private static void refuseUnstorable(String text, String path) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else if (c == '\0' || Character.isSurrogate(c)) {
                    throw ErrorCode.VALIDATION_ERROR.forField(
                            path, "The text holds a NUL or half a character, which cannot be stored.");
                }
            }
        }
    }
}
