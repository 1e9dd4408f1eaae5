package com.plugipay.pages.dashboard.home;

import java.util.List;

/**
 * A chart of columns, in a drawing of {@link #WIDTH} by {@link #HEIGHT} that is stretched to its place.
 *
 * @param summary what it shows, for those who do not see it
 * @param most the amount at its upper edge
 * @param half that at the middle
 * @param none that at the lower edge
 * @param columns the oldest first
 * @param first the time of the first column
 * @param middle the time of the one in the middle
 * @param last the time of the last one
 */
public record Chart(
        String summary,
        String most,
        String half,
        String none,
        List<ChartColumn> columns,
        String first,
        String middle,
        String last) {
    /** The width of the drawing. */
    public static final int WIDTH = 1800;

    /** The height of the drawing. */
    public static final int HEIGHT = 200;

    public Chart {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param x its left edge
     * @param y its upper edge
     * @param received what came in then
     * @param refunded what went back
     * @param payments how many payments there were
     * @param text all of it in one line
     */
    public record ChartColumn(
            int x,
            int y,
            int width,
            int height,
            String time,
            String received,
            String refunded,
            String payments,
            String text) {}
}
