package com.plugipay.pages.dashboard.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Dialect;
import com.plugipay.json.Json;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lines of a CSV file (RFC 4180) with all fields of objects of one type. */
public final class CsvRows {
    private static final Pattern SPECIAL = Pattern.compile("[\",\r\n]");

    /** Spreadsheets take a cell that begins like this for a formula. */
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r].*", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private final List<String> columns;

    /** @param type of the objects, which is a record */
    public CsvRows(Class<?> type) {
        this.columns = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** The line with the names of the fields. */
    public String header() {
        return line(columns);
    }

    /** The line of an object. */
    public String row(Object object) {
        JsonNode json = Json.read(new String(Dialect.PLUGIPAY.bytes(object), StandardCharsets.UTF_8), JsonNode.class);
        return line(columns.stream().map(column -> text(json.get(column))).toList());
    }

    /** A line with these cells. */
    static String line(List<String> cells) {
        return cells.stream().map(CsvRows::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String text(@Nullable JsonNode value) {
        if (value == null || value.isNull() || (value.isContainerNode() && value.isEmpty())) {
            return "";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String cell(String text) {
        String safe = FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches() ? '\'' + text : text;
        return SPECIAL.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
