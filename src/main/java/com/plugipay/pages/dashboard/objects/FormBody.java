package com.plugipay.pages.dashboard.objects;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.errors.ErrorCode;
import com.plugipay.json.Json;
import com.plugipay.money.Currencies;
import com.plugipay.money.TypedAmount;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the body of an operation from what was typed into a form. */
final class FormBody {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");

    private final ObjectNode body = Json.MAPPER.createObjectNode();
    private final @Nullable String currency;
    private final ZoneId zone;
    private final boolean clears;

    /**
     * The body of one form.
     *
     * @param currency that of the amounts; null when the form does not say
     * @param clears whether an empty field takes the value away, and is not left out; an object within is always sent whole
     */
    FormBody(@Nullable String currency, ZoneId zone, boolean clears) {
        this.currency = currency;
        this.zone = zone;
        this.clears = clears;
    }

    /** Adds what was typed into a field. */
    void add(Input<?> input, String typed) {
        if (input.type().isList()) {
            if (clears || !typed.isEmpty()) {
                ArrayNode ticked = body.putArray(input.name());
                typed.lines().forEach(ticked::add);
            }
            return;
        }
        int end = input.name().lastIndexOf('/');
        boolean isNested = end >= 0;
        if (typed.isEmpty()) {
            if (input.isRequired()) {
                throw ErrorCode.VALIDATION_ERROR.forField(input.name(), "This is required.");
            }
            if (clears && !isNested) {
                body.putNull(input.name());
            }
            return;
        }
        ObjectNode parent =
                !isNested ? body : body.withObject('/' + input.name().substring(0, end));
        String name = input.lastName();
        switch (input.type()) {
            case AMOUNT -> parent.put(name, amount(input, typed));
            case NUMBER -> parent.put(name, number(input, typed));
            case DAY ->
                parent.put(name, startOf(input, typed, 1).minusSeconds(1).toString());
            case SINCE -> parent.put(name, startOf(input, typed, 0).toString());
            case PERCENT -> parent.put(name, part(input, typed));
            case TICK -> parent.put(name, true);
            case TEXT, CUSTOMER, LONG_TEXT, EMAIL, PHONE, URL, CHOICE, COLOR, SECRET, BOXES, HIDDEN, FILE ->
                parent.put(name, typed);
        }
    }

    ObjectNode body() {
        return body;
    }

    private static long number(Input<?> input, String typed) {
        if (!WHOLE.matcher(typed).matches()) {
            throw ErrorCode.VALIDATION_ERROR.forField(input.name(), "This must be a whole number.");
        }
        return Long.parseLong(typed);
    }

    private Instant startOf(Input<?> input, String typed, int plusDays) {
        try {
            return LocalDate.parse(typed).plusDays(plusDays).atStartOfDay(zone).toInstant();
        } catch (DateTimeException unreadable) {
            throw ErrorCode.VALIDATION_ERROR.forField(input.name(), "This must be a day such as 2026-11-22.");
        }
    }

    private static BigDecimal part(Input<?> input, String typed) {
        return TypedAmount.read(typed)
                .map(percent -> percent.movePointLeft(2).stripTrailingZeros())
                .orElseThrow(() -> ErrorCode.VALIDATION_ERROR.forField(
                        input.name(), "This must be a percentage such as 11 or 2,5."));
    }

    private long amount(Input<?> input, String typed) {
        String code = currency == null ? body.path("currency").asText() : currency;
        if (!Currencies.known(code)) {
            throw ErrorCode.VALIDATION_ERROR.forField("currency", "There is no such currency.");
        }
        BigDecimal major = TypedAmount.read(typed)
                .orElseThrow(() -> ErrorCode.VALIDATION_ERROR.forField(
                        input.name(), "This must be an amount such as 150.000 or 12,50."));
        try {
            return Currencies.toMinor(major, code);
        } catch (ArithmeticException unfit) {
            throw ErrorCode.VALIDATION_ERROR.forField(input.name(), "This currency has no such fraction.");
        }
    }
}
