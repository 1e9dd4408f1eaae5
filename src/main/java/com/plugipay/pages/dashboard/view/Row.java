package com.plugipay.pages.dashboard.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table.
 *
 * @param href the page of the object; null for none
 */
public record Row(@Nullable String href, List<Cell> cells) {
    public Row {
        cells = List.copyOf(cells);
    }
}
