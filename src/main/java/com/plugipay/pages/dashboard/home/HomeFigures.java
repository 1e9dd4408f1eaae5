package com.plugipay.pages.dashboard.home;

import com.plugipay.money.Currencies;
import com.plugipay.overview.CurrencyOverview;
import com.plugipay.overview.Figures;
import com.plugipay.overview.MethodShare;
import com.plugipay.overview.OverviewPoint;
import com.plugipay.overview.OverviewWindow;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.dashboard.home.Chart.ChartColumn;
import com.plugipay.pages.dashboard.home.Figure.OtherDay;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Puts the sums of a currency into words. */
final class HomeFigures {
    /** How many methods have a line of their own. */
    private static final int METHODS = 5;

    private final CurrencyOverview overview;
    private final OverviewWindow window;
    private final String lastWeek;
    private final DashboardTexts texts;

    /** @param lastWeek what the day a week ago is called */
    HomeFigures(CurrencyOverview overview, OverviewWindow window, String lastWeek, DashboardTexts texts) {
        this.overview = overview;
        this.window = window;
        this.lastWeek = lastWeek;
        this.texts = texts;
    }

    CurrencyView view() {
        long received = sum(Figures::received);
        String total = money(received);
        String summary = texts.get(
                "home.chart.summary",
                overview.currency(),
                texts.get("home.window." + window.text()),
                total,
                texts.get("home.payments", sum(Figures::succeeded)));
        return new CurrencyView(
                overview.currency(),
                amount("received", Figures::received),
                List.of(
                        amount("net", Figures::net),
                        figure("count", figures -> texts.number(figures.succeeded())),
                        figure(
                                "success",
                                figures -> texts.percent(figures.succeeded(), figures.succeeded() + figures.failed())),
                        amount("refunded", Figures::refunded),
                        amount("fees", Figures::fees)),
                total,
                new Chart(
                        summary,
                        overview.currency(),
                        Currencies.exponent(overview.currency()),
                        overview.points().stream().map(this::column).toList()),
                shares(received));
    }

    private ChartColumn column(OverviewPoint point) {
        Figures figures = point.figures();
        String time = texts.moment(window.isOfHours() ? "home.hour.pattern" : "home.day.pattern", point.start());
        String payments = texts.get("home.payments", figures.succeeded());
        return new ChartColumn(
                time,
                figures.received(),
                money(figures.received()),
                money(figures.refunded()),
                texts.number(figures.succeeded()),
                time + ": " + money(figures.received()) + ", " + payments);
    }

    private Figure amount(String name, ToLongFunction<Figures> value) {
        return figure(name, figures -> money(value.applyAsLong(figures)));
    }

    private Figure figure(String name, Function<Figures, String> value) {
        return new Figure(
                texts.get("home.figure." + name),
                value.apply(overview.today()),
                List.of(
                        new OtherDay(texts.get("home.yesterday"), value.apply(overview.yesterday())),
                        new OtherDay(lastWeek, value.apply(overview.lastWeek()))));
    }

    /** The methods with the most money, and the others together. */
    private List<Share> shares(long all) {
        List<MethodShare> methods = overview.methods();
        List<Share> shares = new ArrayList<>();
        methods.stream()
                .limit(METHODS)
                .forEach(each -> shares.add(share(texts.method(each.method()).text(), each.received(), all)));
        if (methods.size() > METHODS) {
            long others = methods.stream()
                    .skip(METHODS)
                    .mapToLong(MethodShare::received)
                    .sum();
            shares.add(share(texts.get("home.methods.others"), others, all));
        }
        return shares;
    }

    private Share share(String name, long received, long all) {
        return new Share(
                name,
                money(received),
                texts.percent(received, all),
                all == 0 ? 0 : Math.toIntExact(100 * received / all));
    }

    private long sum(ToLongFunction<Figures> value) {
        return overview.points().stream()
                .mapToLong(point -> value.applyAsLong(point.figures()))
                .sum();
    }

    private String money(long amount) {
        return texts.money(amount, overview.currency());
    }
}
