package com.plugipay.pages.dashboard.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form of an action.
 *
 * @param preview the address that shows what is typed into it; null for none
 * @param key the idempotency key, so that a form that is sent twice acts once
 * @param label what it is for
 * @param button what its button says
 * @param text what the action does; empty for nothing that its label would not say
 * @param problem why it was refused; empty when it was not
 * @param problemField the name of the field that was refused; empty for none
 */
public record Form(
        String name,
        String target,
        String label,
        String button,
        String text,
        boolean isDangerous,
        @Nullable String preview,
        List<Field> fields,
        String key,
        String problem,
        String problemField) {
    public Form {
        fields = List.copyOf(fields);
    }

    /** How its content is written for the server. */
    public String encoding() {
        return fields.stream().anyMatch(field -> field.type().equals("file"))
                ? "multipart/form-data"
                : "application/x-www-form-urlencoded";
    }

    /** Whether it was refused, and is shown open. */
    public boolean isRefused() {
        return !problem.isEmpty();
    }
}
