package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.Loopback;
import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.kit.api.ApiCall;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request's fields, each refused by its name when it is not what it should be. Null is the same as missing. */
record XenditFields(JsonObject json, String path) {
    private static final long LARGEST_AMOUNT = 1_000_000_000_000L;

    static XenditFields of(JsonObject json) {
        return new XenditFields(json, "");
    }

    static XenditFields of(ApiCall<XenditMerchant> call) {
        return of(call.json().orElseThrow(() -> XenditErrors.invalid("body", "The body must be a JSON object")));
    }

    /** Refuses the field of this name, unless it holds. */
    void require(boolean holds, String name, String rule) {
        if (!holds) {
            throw XenditErrors.invalid(path + name, name + " " + rule);
        }
    }

    boolean has(String name) {
        return json.getValue(name) != null;
    }

    String text(String name, int most) {
        String text = Objects.requireNonNullElse(optionalText(name, most), "");
        require(!text.isEmpty(), name, "is required");
        return text;
    }

    @Nullable
    String optionalText(String name, int most) {
        Object value = json.getValue(name);
        require(value == null || value instanceof String, name, "must be a string");
        String text = (String) value;
        require(text == null || text.length() <= most, name, "must not be longer than " + most + " characters");
        return text;
    }

    String oneOf(String name, String... allowed) {
        String text = text(name, 255);
        require(List.of(allowed).contains(text), name, "must be one of " + String.join(", ", allowed));
        return text;
    }

    /** The one value that is played, and that a missing field stands for. */
    String only(String name, String value) {
        return has(name) ? oneOf(name, value) : value;
    }

    /** A return URL. Xendit takes HTTPS only; the stand-in also takes HTTP to this machine. */
    @Nullable
    String url(String name, String refusal) {
        String url = optionalText(name, 2_048);
        XenditErrors.require(url == null || Loopback.allows(url), refusal, name + " must be an HTTPS URL");
        return url;
    }

    /** In minor units. Refuses, with this code, what is not above zero and what has more decimals than its currency. */
    long amount(String name, String currency, String refusal) {
        require(json.getValue(name) instanceof Number, name, "must be a number");
        return minorUnits(json.getValue(name).toString(), currency, refusal);
    }

    static long minorUnits(String amount, String currency, String refusal) {
        try {
            long minorUnits = MinorUnits.toMinor(new BigDecimal(amount), currency);
            XenditErrors.require(
                    minorUnits > 0 && minorUnits <= LARGEST_AMOUNT, refusal, "The amount must be greater than 0.");
            return minorUnits;
        } catch (NumberFormatException malformed) {
            throw XenditErrors.of(refusal, "The amount must be a number.");
        } catch (ArithmeticException decimals) {
            throw XenditErrors.of(refusal, "The amount has decimals that " + currency + " does not have.");
        }
    }

    /** Money as Xendit writes it: JSON numbers in major units, whole ones for rupiah. */
    static Number write(long minorUnits, String currency) {
        BigDecimal major = MinorUnits.toMajor(minorUnits, currency);
        return major.scale() == 0 ? (Number) major.longValueExact() : major;
    }

    @Nullable
    Instant instant(String name) {
        String text = optionalText(name, 64);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw XenditErrors.invalid(path + name, name + " must be an ISO 8601 date and time");
        }
    }

    /** Empty when missing. */
    XenditFields object(String name) {
        Object value = has(name) ? json.getValue(name) : new JsonObject();
        require(value instanceof JsonObject, name, "must be an object");
        return new XenditFields((JsonObject) value, path + name + ".");
    }

    /** Empty when missing. */
    List<String> texts(String name) {
        Object value = has(name) ? json.getValue(name) : new JsonArray();
        boolean texts = value instanceof JsonArray array && array.stream().allMatch(String.class::isInstance);
        require(texts, name, "must be an array of strings");
        return ((JsonArray) value).stream().map(String.class::cast).toList();
    }

    /** The documents disagree on the limits; these are the strictest: 20 keys of 40 characters, values of 80. */
    @Nullable
    JsonObject metadata() {
        if (!has("metadata")) {
            return null;
        }
        JsonObject metadata = object("metadata").json();
        boolean fits = metadata.size() <= 20
                && metadata.stream()
                        .allMatch(entry -> entry.getKey().length() <= 40
                                && entry.getValue() instanceof String value
                                && value.length() <= 80);
        String limits = "metadata takes 20 keys of 40 characters with strings of 80 characters at most";
        XenditErrors.require(fits, "INVALID_METADATA", limits);
        return metadata;
    }
}
