package com.plugipay.pages.dashboard.view;

import java.util.List;

/**
 * A form of an action.
 *
 * @param key the idempotency key, so that a form that is sent twice acts once
 * @param text what the action does; empty for nothing that its label would not say
 * @param problem why it was refused; empty when it was not
 * @param problemField the name of the field that was refused; empty for none
 */
public record Form(
        String name,
        String target,
        String label,
        String text,
        boolean isDangerous,
        List<Field> fields,
        String key,
        String problem,
        String problemField) {
    public Form {
        fields = List.copyOf(fields);
    }

    /** Whether it was refused, and is shown open. */
    public boolean isRefused() {
        return !problem.isEmpty();
    }
}
