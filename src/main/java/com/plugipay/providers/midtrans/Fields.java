package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Reads fields that may be missing, null, empty or of another type than promised. */
final class Fields {
    private Fields() {}

    /** A text or a number as text; null for everything else, and for nothing but spaces. */
    static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isTextual() || value.isNumber() ? nullIfBlank(value.asText()) : null;
    }

    private static @Nullable String nullIfBlank(String text) {
        return text.isBlank() ? null : text;
    }

    /** The same, and an empty text in place of null. */
    static String textOrEmpty(JsonNode object, String name) {
        String text = text(object, name);
        return text == null ? "" : text;
    }
}
