package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.kit.ProviderText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads fields that may be missing, null, empty or of another type than promised. */
final class MidtransJson {
    /** Longer than the longest of these texts, those of QR codes. */
    private static final int LONGEST = 8_192;

    /** A UUID, or a number, or another form of their own for some banks. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.:-]{0,99}");

    private static final Pattern OURS = Pattern.compile("[a-z]+_[0-9A-HJKMNP-TV-Z]{26}");

    private MidtransJson() {}

    /** A text or a number as text, fit to be stored; null for everything else, and for nothing but spaces. */
    static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isTextual() || value.isNumber() ? ProviderText.clean(value.asText(), LONGEST) : null;
    }

    /** An id of Midtrans's, which becomes a part of addresses; null for anything else. */
    static @Nullable String id(JsonNode object, String name) {
        String text = object.path(name).asText("");
        return ID.matcher(text).matches() ? text : null;
    }

    /** Whether an id of an order or a refund can be one of ours. */
    static boolean isOurs(String id) {
        return OURS.matcher(id).matches();
    }

    /** The same, and an empty text in place of null. */
    static String textOrEmpty(JsonNode object, String name) {
        String text = text(object, name);
        return text == null ? "" : text;
    }
}
