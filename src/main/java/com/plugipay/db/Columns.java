package com.plugipay.db;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.json.Json;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts between types and columns. JSON is sent and read as text ({@code :metadata::text::jsonb}, {@code metadata::text}),
 * so that one mapper reads and writes all of it.
 */
public final class Columns {
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private Columns() {}

    public static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    /** For a column that is never null. */
    public static Instant moment(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    public static @Nullable String json(@Nullable Object value) {
        return value == null ? null : Json.text(value);
    }

    public static <T> @Nullable T object(Row row, String column, Class<T> type) {
        String text = row.getString(column);
        return text == null ? null : Json.read(text, type);
    }

    public static <T> List<T> list(Row row, String column, TypeReference<List<T>> type) {
        return Json.read(row.getString(column), type);
    }

    /** A JSON object of strings, such as metadata. */
    public static @Nullable Map<String, String> strings(Row row, String column) {
        String text = row.getString(column);
        return text == null ? null : Json.read(text, STRINGS);
    }

    public static List<String> texts(Row row, String column) {
        return List.of(row.getArrayOfStrings(column));
    }

    /** Enums are stored as their lower-case names. */
    public static <E extends Enum<E>> E constant(Row row, String column, Class<E> type) {
        return Enum.valueOf(type, row.getString(column).toUpperCase(Locale.ROOT));
    }

    public static Mode mode(Row row) {
        return constant(row, "mode", Mode.class);
    }

    public static Tenant tenant(Row row) {
        return new Tenant(row.getString("workspace_id"), mode(row));
    }
}
