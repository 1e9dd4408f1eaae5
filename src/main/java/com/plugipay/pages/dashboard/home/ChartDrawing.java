package com.plugipay.pages.dashboard.home;

import com.plugipay.overview.CurrencyOverview;
import com.plugipay.overview.Figures;
import com.plugipay.overview.OverviewPoint;
import com.plugipay.overview.OverviewWindow;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.dashboard.home.Chart.ChartColumn;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Draws what came in during a window. */
final class ChartDrawing {
    /** A column takes that many of these parts of its place, and a gap the rest. */
    private static final int COLUMN_PARTS = 3;

    private static final int PARTS = 4;

    private final CurrencyOverview overview;
    private final OverviewWindow window;
    private final DashboardTexts texts;
    private final long most;

    ChartDrawing(CurrencyOverview overview, OverviewWindow window, DashboardTexts texts) {
        this.overview = overview;
        this.window = window;
        this.texts = texts;
        this.most = round(overview.points().stream()
                .mapToLong(point -> point.figures().received())
                .max()
                .orElse(0));
    }

    Chart draw(String summary) {
        List<OverviewPoint> points = overview.points();
        return new Chart(
                summary,
                money(most),
                money(most / 2),
                money(0),
                IntStream.range(0, points.size())
                        .mapToObj(i -> column(i, points.size(), points.get(i)))
                        .toList(),
                time(points.getFirst().start()),
                time(points.get(points.size() / 2).start()),
                time(points.getLast().start()));
    }

    private ChartColumn column(int number, int all, OverviewPoint point) {
        Figures figures = point.figures();
        int place = Chart.WIDTH / all;
        int width = place * COLUMN_PARTS / PARTS;
        long height = Chart.HEIGHT * figures.received() / most;
        // What is little is still seen.
        int drawn = figures.received() > 0 ? (int) Math.max(height, 2) : 0;
        String payments = texts.get("home.payments", figures.succeeded());
        return new ChartColumn(
                number * place + (place - width) / 2,
                Chart.HEIGHT - drawn,
                width,
                drawn,
                time(point.start()),
                money(figures.received()),
                money(figures.refunded()),
                texts.number(figures.succeeded()),
                time(point.start()) + ": " + money(figures.received()) + ", " + payments);
    }

    private String time(Instant at) {
        return texts.moment(window.isOfHours() ? "home.hour.pattern" : "home.day.pattern", at);
    }

    private String money(long amount) {
        return texts.money(amount, overview.currency());
    }

    /** The next number above that begins with 1, 2, 3, 4, 5, 6 or 8, of which the half can be read as well. */
    static long round(long number) {
        long unit = 1;
        while (unit * 10 < number) {
            unit *= 10;
        }
        long first = Math.max(1, Math.ceilDiv(number, unit));
        long even = first == 7 || first == 9 ? first + 1 : first;
        return Math.max(2, even * unit);
    }
}
