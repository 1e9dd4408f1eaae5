package com.plugipay.providers.kit;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.plugipay.json.Json;
import com.plugipay.money.Currencies;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object from a provider. A field that is missing, of another type or out of bounds is read as null, because anybody
 * who knows an address or a token can send a body.
 */
public record JsonFields(JsonNode node) {
    private static final ObjectReader READER =
            Json.MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final int LONGEST_TEXT = 8_192;
    private static final int MOST_DIGITS = 20;

    /** Ids are opaque, but they become parts of addresses and keys: so they have a limited length and no slashes. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.:-]{0,126}");

    /** Parses these bytes; gives an object without fields when they are not a JSON object. */
    public static JsonFields parse(Buffer body) {
        try {
            JsonNode node = READER.readTree(body.getBytes());
            return of(node == null ? MissingNode.getInstance() : node);
        } catch (IOException notJson) {
            return of(MissingNode.getInstance());
        }
    }

    private static JsonFields of(JsonNode node) {
        return new JsonFields(node.isObject() ? node : MissingNode.getInstance());
    }

    /** Whether this text can be stored and be a part of an address, as an id must. */
    public static boolean isId(@Nullable String text) {
        return text != null && ID.matcher(text).matches();
    }

    /** Whether this is a JSON object, perhaps without fields. */
    public boolean isObject() {
        return node.isObject();
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /**
     * Returns a text or a number as text: cleaned so that it can be stored, trimmed, cut at 8192 characters; null when
     * blank.
     */
    public @Nullable String text(String name) {
        return ProviderText.clean(textOrNumber(name), LONGEST_TEXT);
    }

    /** Like {@link #text}, with an empty text instead of null. */
    public String textOrEmpty(String name) {
        return Objects.requireNonNullElse(text(name), "");
    }

    /** Returns the whole text, cleaned and never cut, because a link or a QR code is useless when cut; null when blank. */
    public @Nullable String longText(String name) {
        return ProviderText.clean(raw(name));
    }

    /** Returns the text exactly as received; null when there is none. */
    public @Nullable String raw(String name) {
        return node.path(name).textValue();
    }

    private @Nullable String textOrNumber(String name) {
        BigDecimal number = number(name);
        return number == null ? raw(name) : number.toPlainString();
    }

    /** Returns an id, which may be written as a number; null when it is not a valid id. */
    public @Nullable String id(String name) {
        String text = textOrNumber(name);
        return isId(text) ? text : null;
    }

    /** Returns the first of these fields that is a valid id; null when none is. */
    public @Nullable String anyId(String... names) {
        for (String name : names) {
            String id = id(name);
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    /** Returns the field {@code status} in upper case; empty when there is none. */
    public String status() {
        return textOrEmpty("status").toUpperCase(Locale.ROOT);
    }

    /** Returns the field {@code currency} if it is the code of a currency that Plugipay knows; otherwise null. */
    public @Nullable String currency() {
        String code = text("currency");
        return code != null && Currencies.known(code) ? code : null;
    }

    public @Nullable BigDecimal number(String name) {
        JsonNode value = node.path(name);
        if (!value.isNumber()) {
            return null;
        }
        BigDecimal number = value.decimalValue();
        // 1e999999999 is short, but adding to it would take very long.
        boolean isBounded = number.precision() - number.scale() <= MOST_DIGITS && number.scale() <= MOST_DIGITS;
        return isBounded ? number : null;
    }

    /** Returns an amount in minor units; null when it is negative or has more decimals than the currency. */
    public @Nullable Long amount(String name, @Nullable String currency) {
        return minor(number(name), currency);
    }

    public static @Nullable Long minor(@Nullable BigDecimal major, @Nullable String currency) {
        return major == null || currency == null || major.signum() < 0 ? null : MajorUnits.of(major, currency);
    }

    public @Nullable Instant instant(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException other) {
            return null;
        }
    }

    /** Returns the object of that name; an object without fields when there is none. */
    public JsonFields object(String name) {
        return of(node.path(name));
    }

    /** Returns the objects of a list; null when the field is not a list. */
    public @Nullable List<JsonFields> list(String name) {
        return node.path(name).isArray() ? all(name) : null;
    }

    /** Returns the objects of a list; an empty list when the field is not a list. */
    public List<JsonFields> all(String name) {
        return StreamSupport.stream(node.path(name).spliterator(), false)
                .filter(JsonNode::isObject)
                .map(JsonFields::new)
                .toList();
    }

    /** Returns the first object of a list; an object without fields when there is none. */
    public JsonFields first(String name) {
        return of(node.path(name).path(0));
    }
}
