package com.plugipay.idempotency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.auth.Signature;
import com.plugipay.errors.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The name that a caller gives to a request so that it can be repeated, and a fingerprint to compare the repeat with.
 *
 * <p>The fingerprint has one line for the method, the path and each field of the body; values are shortened hashes, so that
 * the first difference can be named although the body is not stored. The order of members does not count, at any depth.
 */
public record IdempotencyKey(String key, String fingerprint) {
    private static final int LONGEST = 255;
    private static final int HASH_BYTES = 12;

    /** The key of a request, or null when it has none; refuses one that could not be stored or printed. */
    public static @Nullable IdempotencyKey of(@Nullable String key, String method, String target, ObjectNode body) {
        if (key == null) {
            return null;
        }
        require(key);
        StringBuilder fingerprint = new StringBuilder(method).append('\n').append(target);
        Map<String, JsonNode> fields = new TreeMap<>();
        body.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        fields.forEach((name, value) -> fingerprint
                .append('\n')
                .append(name.replace('\n', ' '))
                .append(' ')
                .append(hash(value)));
        return new IdempotencyKey(key, fingerprint.toString());
    }

    /** Refuses a key that could not be stored or printed; null is none. */
    public static void require(@Nullable String key) {
        if (key != null
                && (key.isEmpty() || key.length() > LONGEST || !key.chars().allMatch(c -> c >= ' ' && c <= '~'))) {
            throw ErrorCode.IDEMPOTENCY_KEY_INVALID.exception();
        }
    }

    /** The name of the first difference: "method", "path" or a field; null when the fingerprints are equal. */
    @Nullable
    String differenceTo(String otherFingerprint) {
        if (fingerprint.equals(otherFingerprint)) {
            return null;
        }
        String[] mine = fingerprint.split("\n", -1);
        String[] theirs = otherFingerprint.split("\n", -1);
        if (!mine[0].equals(theirs[0])) {
            return "method";
        }
        if (!mine[1].equals(theirs[1])) {
            return "path";
        }
        Map<String, String> first = fields(theirs);
        Map<String, String> second = fields(mine);
        TreeMap<String, String> all = new TreeMap<>(first);
        all.putAll(second);
        return all.keySet().stream()
                .filter(name -> !Objects.equals(first.get(name), second.get(name)))
                .findFirst()
                .orElse("body");
    }

    private static Map<String, String> fields(String[] lines) {
        Map<String, String> fields = new LinkedHashMap<>();
        Arrays.stream(lines).skip(2).forEach(line -> {
            int space = line.lastIndexOf(' ');
            fields.put(line.substring(0, space), line.substring(space + 1));
        });
        return fields;
    }

    /** The same value with the members of all objects in the order of their names. */
    private static JsonNode sorted(JsonNode value) {
        if (value.isArray()) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode(value.size());
            value.forEach(item -> items.add(sorted(item)));
            return items;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        value.propertyStream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(member -> members.set(member.getKey(), sorted(member.getValue())));
        return members;
    }

    private static String hash(JsonNode value) {
        byte[] hash = Signature.sha256(sorted(value).toString().getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, HASH_BYTES));
    }
}
