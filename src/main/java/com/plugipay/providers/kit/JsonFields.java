package com.plugipay.providers.kit;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.plugipay.json.Json;
import com.plugipay.money.Currencies;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of Xendit's, read with care: what is missing, of another type or out of bounds is null, because a
 * callback's body is no better than who knows its token.
 */
public record JsonFields(JsonNode node) {
    private static final ObjectReader READER =
            Json.MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final int LONGEST_TEXT = 8_192;
    private static final int MOST_DIGITS = 20;

    /** Ids are opaque, but they become parts of addresses and keys: never a path, never without end. */
    private static final String ID = "[A-Za-z0-9_-][A-Za-z0-9_.:-]{0,99}";

    /** The object that these bytes are, null when they are anything else. */
    public static @Nullable JsonFields parse(Buffer body) {
        try {
            JsonNode node = READER.readTree(body.getBytes());
            return node != null && node.isObject() ? new JsonFields(node) : null;
        } catch (IOException notJson) {
            return null;
        }
    }

    public static boolean isId(@Nullable String text) {
        return text != null && text.matches(ID);
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** Trimmed, because one of Xendit's failure codes ends with a space; cut where it is very long. */
    @Nullable
    public String text(String name) {
        return ProviderText.clean(raw(name), LONGEST_TEXT);
    }

    /** The whole of it, for what is shown or followed and would be useless when cut. */
    @Nullable
    public String longText(String name) {
        return ProviderText.clean(raw(name));
    }

    private @Nullable String raw(String name) {
        JsonNode value = node.get(name);
        return value == null ? null : value.textValue();
    }

    @Nullable
    public String id(String name) {
        String text = text(name);
        return isId(text) ? text : null;
    }

    /** The first of these ids that is there. */
    @Nullable
    public String anyId(String... names) {
        for (String name : names) {
            String id = id(name);
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    /** In upper case; empty when there is none. */
    public String status() {
        String status = text("status");
        return status == null ? "" : status.toUpperCase(Locale.ROOT);
    }

    /** A currency that we know. */
    @Nullable
    public String currency() {
        String code = text("currency");
        return code != null && Currencies.known(code) ? code : null;
    }

    @Nullable
    public BigDecimal number(String name) {
        JsonNode value = node.get(name);
        if (value == null || !value.isNumber()) {
            return null;
        }
        BigDecimal number = value.decimalValue();
        // 1e999999999 is short to write and very long to add.
        boolean tame = number.precision() - number.scale() <= MOST_DIGITS && number.scale() <= MOST_DIGITS;
        return tame ? number : null;
    }

    /** In minor units; null when it is negative or has decimals that the currency has not. */
    @Nullable
    public Long amount(String name, @Nullable String currency) {
        return minor(number(name), currency);
    }

    public static @Nullable Long minor(@Nullable BigDecimal major, @Nullable String currency) {
        if (major == null || currency == null || major.signum() < 0) {
            return null;
        }
        try {
            return Currencies.toMinor(major, currency);
        } catch (ArithmeticException inexact) {
            return null;
        }
    }

    @Nullable
    public Instant instant(String name) {
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

    @Nullable
    public JsonFields object(String name) {
        JsonNode value = node.get(name);
        return value != null && value.isObject() ? new JsonFields(value) : null;
    }

    /** The objects of a list; null when it is no list. */
    @Nullable
    public List<JsonFields> list(String name) {
        JsonNode value = node.get(name);
        if (value == null || !value.isArray()) {
            return null;
        }
        List<JsonFields> objects = new ArrayList<>();
        value.forEach(element -> {
            if (element.isObject()) {
                objects.add(new JsonFields(element));
            }
        });
        return objects;
    }
}
