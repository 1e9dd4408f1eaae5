package com.plugipay.pages.dashboard.settings;

import com.plugipay.pages.dashboard.view.Choice;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The page on which a business chooses how its buyers can pay.
 *
 * @param key the idempotency key of the form
 */
public record MethodsView(List<Row> rows, String key) {
    public MethodsView {
        rows = List.copyOf(rows);
    }

    /** The names of all of them in the API, a line for each. */
    public String shown() {
        return rows.stream().map(Row::method).collect(Collectors.joining("\n"));
    }

    /**
     * A method that a connected provider takes.
     *
     * @param method its name in the API
     * @param isOffered whether new sessions offer it
     * @param provider which is preferred, by its name in the API; empty for the usual order
     * @param providers those that take it; empty where there is no choice
     */
    public record Row(String method, String name, boolean isOffered, String provider, List<Choice> providers) {
        public Row {
            providers = List.copyOf(providers);
        }
    }
}
