package com.plugipay.http.documentation;

import com.plugipay.text.TextFile;
import java.util.Map;

/** The texts of the documentation about operations, their parameters, groups and events. */
final class ApiTexts {
    private static final Map<String, String> TEXTS = TextFile.read("/api/operations.properties");

    private ApiTexts() {}

    /** The sentences about an operation; nothing when nobody has written them. */
    static String operation(String operationId) {
        // Operations that differ in the last word share a line, such as those that connect an account.
        String shared = operationId.replaceFirst("[A-Z][a-z]*$", "*");
        return sentence(TEXTS.getOrDefault(operationId, TEXTS.getOrDefault(shared, "")));
    }

    /** The sentence about a parameter, header, group or event, such as {@code parameter.limit}. */
    static String of(String key) {
        return sentence(TEXTS.getOrDefault(key, ""));
    }

    private static String sentence(String text) {
        return text.isEmpty() || text.endsWith(".") ? text : text + '.';
    }
}
