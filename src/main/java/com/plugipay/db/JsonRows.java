package com.plugipay.db;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.json.Json;
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
        ArrayNode all = Json.MAPPER.createArrayNode();
        for (Values row : rows) {
            ObjectNode object = all.addObject();
            columns.forEach(column -> object.set(column, node(column, row)));
        }
        return all.toString();
    }

    private JsonNode node(String column, Values row) {
        @Nullable Object value = row.get(column.equals("workspace_id") ? "workspace" : column);
        return switch (value) {
            case null -> Json.MAPPER.nullNode();
            case String text ->
                jsonColumns.contains(column) ? Json.read(text, JsonNode.class) : Json.MAPPER.valueToTree(text);
            case OffsetDateTime time -> Json.MAPPER.valueToTree(time.toInstant());
            default -> Json.MAPPER.valueToTree(value);
        };
    }
}
