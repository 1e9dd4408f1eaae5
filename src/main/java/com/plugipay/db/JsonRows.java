package com.plugipay.db;

import com.fasterxml.jackson.core.JsonGenerator;
import com.plugipay.json.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many rows of a table as one parameter, of which {@code jsonb_populate_recordset(null::table, :rows::text::jsonb)} makes
 * rows: a statement has the same text for any number of rows.
 */
public final class JsonRows {
    private final List<String> columns;
    private final List<String> jsonColumns;

    /**
     * Rows with these columns.
     *
     * @param columns the names of the columns, separated by commas; {@code workspace_id} is the value of {@code workspace}
     * @param jsonColumns those of them whose values are JSON as text
     */
    public JsonRows(String columns, String... jsonColumns) {
        this.columns = List.of(columns.strip().split("\\s*,\\s*", -1));
        this.jsonColumns = List.of(jsonColumns);
    }

    /** The parameter: the values of each row by the names of the columns. Times have milliseconds. */
    public String text(List<Values> rows) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.MAPPER.createGenerator(text)) {
            json.writeStartArray();
            for (Values row : rows) {
                json.writeStartObject();
                for (String column : columns) {
                    json.writeFieldName(column);
                    write(json, column, row.get(column.equals("workspace_id") ? "workspace" : column));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private void write(JsonGenerator json, String column, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> {
                if (jsonColumns.contains(column)) {
                    json.writeRawValue(text);
                } else {
                    json.writeString(text);
                }
            }
            case OffsetDateTime time -> json.writeString(Json.text(time.toInstant()));
            default -> json.writePOJO(value);
        }
    }
}
