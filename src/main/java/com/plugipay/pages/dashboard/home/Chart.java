package com.plugipay.pages.dashboard.home;

import com.plugipay.json.Json;
import java.util.List;
import java.util.Map;

/**
 * A chart of columns, which the browser draws.
 *
 * @param summary what it shows, for those who do not see it
 * @param decimals of the currency
 * @param columns the oldest first; the last one is not over
 */
public record Chart(String summary, String currency, int decimals, List<ChartColumn> columns) {
    public Chart {
        columns = List.copyOf(columns);
    }

    /**
     * A column, of what happened from a time on.
     *
     * @param amount what came in then, in minor units
     * @param received the same as it is read
     * @param refunded what went back
     * @param payments how many payments there were
     * @param text all of it in one line
     */
    public record ChartColumn(
            String time, long amount, String received, String refunded, String payments, String text) {}

    /** What the drawing needs of the columns, as JSON. */
    public String data() {
        return Json.text(Map.of(
                "times", columns.stream().map(ChartColumn::time).toList(),
                "amounts", columns.stream().map(ChartColumn::amount).toList(),
                "texts", columns.stream().map(ChartColumn::text).toList()));
    }
}
