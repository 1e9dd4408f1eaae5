package com.plugipay.pages.dashboard.kinds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.plugipay.json.Json;

/** JSON as people read it. */
final class PrettyJson {
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    /** Keeps every digit. */
    private static final ObjectReader READER =
            Json.MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final ObjectWriter WRITER = Json.MAPPER.writer(new DefaultPrettyPrinter()
            .withSeparators(Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(LINES)
            .withArrayIndenter(LINES));

    private PrettyJson() {}

    /** This text with a line for each value; as it is when it is no JSON. */
    static String of(String json) {
        try {
            return json.isBlank() ? "" : WRITER.writeValueAsString(READER.readTree(json));
        } catch (JsonProcessingException other) {
            return json;
        }
    }
}
