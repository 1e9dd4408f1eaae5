package com.plugipay.http.operations;

import com.plugipay.errors.ErrorCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads instants in requests: ISO 8601 with an offset, such as {@code 2026-11-22T08:00:00Z}. */
public final class Instants {
    private Instants() {}

    /** The instant in a text, null for no text; fails naming the field. */
    public static @Nullable Instant read(String field, @Nullable String text) {
        try {
            return parse(text);
        } catch (DateTimeException ignored) {
            throw ErrorCode.VALIDATION_ERROR.forField(field, "This must be an instant such as 2026-11-22T08:00:00Z.");
        }
    }

    /** The same, failing with a {@link DateTimeException}. The year has four digits: the database cannot compare all others. */
    static @Nullable Instant parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
        if (time.getYear() < 1 || time.getYear() > 9999) {
            throw new DateTimeException("Out of range");
        }
        return time.toInstant();
    }
}
