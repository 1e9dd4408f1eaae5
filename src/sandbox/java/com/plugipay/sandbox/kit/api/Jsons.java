package com.plugipay.sandbox.kit.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Short ways to write JSON, and to read it without surprise. */
public final class Jsons {
    private Jsons() {}

    /** An object of these names and values. */
    public static JsonObject json(@Nullable Object... namesAndValues) {
        JsonObject json = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.put((String) Objects.requireNonNull(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return json;
    }

    /** An object of those of these names whose values are not null. */
    public static JsonObject known(@Nullable Object... namesAndValues) {
        JsonObject json = json(namesAndValues);
        json.getMap().values().removeIf(Objects::isNull);
        return json;
    }

    public static JsonArray array(Object... values) {
        return new JsonArray(new ArrayList<>(List.of(values)));
    }

    public static JsonArray array(Stream<JsonObject> values) {
        return array(values.toArray());
    }

    /** Null for what is missing or is no text. */
    public static @Nullable String text(@Nullable JsonObject json, String field) {
        return json != null && json.getValue(field) instanceof String text ? text : null;
    }

    /** Empty for what is missing or is no object. */
    public static JsonObject object(JsonObject json, String field) {
        return json.getValue(field) instanceof JsonObject object ? object : new JsonObject();
    }

    /** Null for what is missing or is no whole number. */
    public static @Nullable Long whole(@Nullable JsonObject json, String field) {
        if (json == null || !(json.getValue(field) instanceof Number number)) {
            return null;
        }
        double value = number.doubleValue();
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Long) number.longValue() : null;
    }
}
