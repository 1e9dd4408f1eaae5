package com.plugipay.pages.dashboard.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects below each other.
 *
 * @param caption what they are, for screen readers
 * @param next the page with those that follow; null when there are none
 */
public record Table(
        String caption,
        List<String> headers,
        List<Row> rows,
        @Nullable String next) {
    public Table {
        headers = List.copyOf(headers);
        rows = List.copyOf(rows);
    }
}
