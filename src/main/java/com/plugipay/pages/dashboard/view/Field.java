package com.plugipay.pages.dashboard.view;

import java.util.List;

/**
 * A field of a form, as it is drawn.
 *
 * @param type that of the input element; {@code select} and {@code textarea} for those elements
 * @param value what is in it; {@code on} for a box that is ticked
 * @param hint what helps to fill it in; empty for nothing
 * @param choices those of a select
 */
public record Field(
        String name, String label, String type, String value, String hint, boolean isRequired, List<Choice> choices) {
    public Field {
        choices = List.copyOf(choices);
    }
}
