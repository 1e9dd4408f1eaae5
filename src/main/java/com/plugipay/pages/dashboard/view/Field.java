package com.plugipay.pages.dashboard.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form, as it is drawn.
 *
 * @param place in a list of what the field is about, from 1; 0 for what is in no list
 * @param type that of the input element; {@code select} and {@code textarea} for those elements, {@code boxes} for many boxes to
 *     tick
 * @param value what is in it; {@code on} for a box that is ticked, a line for each of many
 * @param shown what is in it at first, for a form that sends only what was changed; null for others
 * @param hint what helps to fill it in; empty for nothing
 * @param choices those of a select or of boxes
 */
public record Field(
        String name,
        int place,
        String label,
        String type,
        String value,
        @Nullable String shown,
        String hint,
        boolean isRequired,
        List<Choice> choices) {
    public Field {
        choices = List.copyOf(choices);
    }

    /** Whether this choice is ticked. */
    public boolean has(String choice) {
        return value.lines().anyMatch(choice::equals);
    }
}
