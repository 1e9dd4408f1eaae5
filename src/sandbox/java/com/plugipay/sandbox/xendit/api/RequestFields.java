package com.plugipay.sandbox.xendit.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request's fields, each refused by its name when it is not what it should be. Null is the same as missing. */
public record RequestFields(JsonObject json, String path) {
    private static final int METADATA_KEYS = 20;
    private static final int METADATA_KEY_LENGTH = 40;
    private static final int METADATA_VALUE_LENGTH = 80;

    public static RequestFields of(JsonObject json) {
        return new RequestFields(json, "");
    }

    boolean has(String name) {
        return json.getValue(name) != null;
    }

    String text(String name, int most) {
        String text = optionalText(name, most);
        if (text == null || text.isEmpty()) {
            throw XenditRefusal.invalid(path + name, name + " is required");
        }
        return text;
    }

    @Nullable
    public String optionalText(String name, int most) {
        Object value = json.getValue(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw XenditRefusal.invalid(path + name, name + " must be a string");
        }
        if (text.length() > most) {
            throw XenditRefusal.invalid(path + name, name + " must not be longer than " + most + " characters");
        }
        return text;
    }

    String oneOf(String name, List<String> allowed) {
        String text = text(name, 255);
        if (!allowed.contains(text)) {
            throw XenditRefusal.invalid(path + name, name + " must be one of " + String.join(", ", allowed));
        }
        return text;
    }

    BigDecimal number(String name) {
        if (!(json.getValue(name) instanceof Number number)) {
            throw XenditRefusal.invalid(path + name, name + " must be a number");
        }
        return new BigDecimal(number.toString());
    }

    @Nullable
    Instant instant(String name) {
        String text = optionalText(name, 64);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException nonsense) {
            throw XenditRefusal.invalid(path + name, name + " must be an ISO 8601 date and time");
        }
    }

    /** Empty when missing. */
    RequestFields object(String name) {
        Object value = json.getValue(name);
        if (value != null && !(value instanceof JsonObject)) {
            throw XenditRefusal.invalid(path + name, name + " must be an object");
        }
        return new RequestFields(value == null ? new JsonObject() : (JsonObject) value, path + name + ".");
    }

    @Nullable
    List<String> texts(String name) {
        Object value = json.getValue(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof JsonArray array) || !array.stream().allMatch(String.class::isInstance)) {
            throw XenditRefusal.invalid(path + name, name + " must be an array of strings");
        }
        return array.stream().map(String.class::cast).toList();
    }

    /** The documents disagree on the limits; these are the strictest: 20 keys of 40 characters, values of 80. */
    @Nullable
    JsonObject metadata() {
        if (!has("metadata")) {
            return null;
        }
        JsonObject metadata = object("metadata").json();
        boolean fits = metadata.size() <= METADATA_KEYS
                && metadata.stream()
                        .allMatch(entry -> entry.getKey().length() <= METADATA_KEY_LENGTH
                                && entry.getValue() instanceof String value
                                && value.length() <= METADATA_VALUE_LENGTH);
        if (!fits) {
            throw XenditRefusal.of(
                    "INVALID_METADATA",
                    "metadata takes 20 keys of 40 characters with strings of 80 characters at most");
        }
        return metadata;
    }
}
