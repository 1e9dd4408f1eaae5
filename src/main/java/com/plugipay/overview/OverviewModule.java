package com.plugipay.overview;

import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.model.Tenant;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How a business is doing: today beside other days, the last days or weeks, and what waits for a person. */
public final class OverviewModule implements Module {
    private static final int LAST_WEEK = 1;
    private static final int YESTERDAY = 3;
    private static final int TODAY = 4;

    private final OverviewStore store;
    private final Function<Tenant, Future<ZoneId>> timeZone;

    /** @param timeZone that of a workspace */
    public OverviewModule(Node node, Function<Tenant, Future<ZoneId>> timeZone) {
        this.store = new OverviewStore(node.database());
        this.timeZone = timeZone;
    }

    @Override
    public void mount(Operations api) {
        api.get("/overview", "Retrieve how the business is doing, by hours in the last 24h, else by days")
                .requires("payments")
                .filterKnows("window", OverviewWindow.spellings())
                .returns(200, Overview.class)
                .handledBy(this::overview);
    }

    private Future<Overview> overview(Call<Void> call) {
        OverviewWindow window = OverviewWindow.of(call.query("window"));
        return timeZone.apply(call.tenant()).compose(zone -> overview(call.tenant(), window, call.now(), zone));
    }

    private Future<Overview> overview(Tenant tenant, OverviewWindow window, Instant now, ZoneId zone) {
        List<Instant> bounds = window.bounds(now, zone);
        Future<List<PeriodFigures>> days = store.between(tenant, OverviewWindow.comparedDays(now, zone));
        Future<List<PeriodFigures>> points = store.between(tenant, bounds);
        Future<WaitingWork> waiting = store.waiting(tenant);
        Future<FirstSteps> firstSteps = store.firstSteps(tenant);
        return Future.all(days, points, waiting, firstSteps)
                .map(all -> new Overview(
                        window,
                        zone.getId(),
                        currencies(days.result(), points.result(), bounds),
                        waiting.result(),
                        firstSteps.result()));
    }

    private static List<CurrencyOverview> currencies(
            List<PeriodFigures> days, List<PeriodFigures> points, List<Instant> bounds) {
        Map<String, List<PeriodFigures>> daysOf = PeriodFigures.byCurrency(days);
        Map<String, List<PeriodFigures>> pointsOf = PeriodFigures.byCurrency(points);
        TreeSet<String> names = new TreeSet<>(pointsOf.keySet());
        names.addAll(daysOf.keySet());
        return names.stream()
                .map(name -> currency(
                        name, daysOf.getOrDefault(name, List.of()), pointsOf.getOrDefault(name, List.of()), bounds))
                .filter(each -> each.points().stream()
                                .anyMatch(point -> !point.figures().isNothing())
                        || !each.today().isNothing()
                        || !each.yesterday().isNothing()
                        || !each.lastWeek().isNothing())
                .sorted(Comparator.comparingLong(OverviewModule::payments).reversed())
                .toList();
    }

    private static CurrencyOverview currency(
            String name, List<PeriodFigures> days, List<PeriodFigures> points, List<Instant> bounds) {
        return new CurrencyOverview(
                name,
                PeriodFigures.of(days, TODAY),
                PeriodFigures.of(days, YESTERDAY),
                PeriodFigures.of(days, LAST_WEEK),
                IntStream.range(1, bounds.size())
                        .mapToObj(period -> new OverviewPoint(bounds.get(period - 1), PeriodFigures.of(points, period)))
                        .toList(),
                PeriodFigures.byMethod(points));
    }

    private static long payments(CurrencyOverview currency) {
        return currency.points().stream()
                .mapToLong(point -> point.figures().succeeded())
                .sum();
    }
}
