package com.plugipay.pages.dashboard.view;

import java.util.List;

/**
 * A filter above a list.
 *
 * @param value the one that is chosen; empty for none
 * @param choices all values; empty when any text may be looked for
 */
public record FilterView(String name, String label, String value, List<Choice> choices) {
    public FilterView {
        choices = List.copyOf(choices);
    }
}
