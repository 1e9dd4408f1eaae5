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
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How a business is doing: today beside other days, the last days or weeks, and what waits for a person. */
public final class OverviewModule implements Module {
    private static final OverviewWindow LONGEST = OverviewWindow.QUARTER;

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
        ComparedDays days = ComparedDays.at(now, zone);
        Future<List<PeriodFigures>> figures = store.between(tenant, periods(bounds, days), now);
        Future<WaitingWork> waiting = store.waiting(tenant);
        Future<FirstSteps> firstSteps = store.firstSteps(tenant);
        return Future.all(figures, waiting, firstSteps)
                .map(done -> new Overview(
                        window,
                        zone.getId(),
                        currencies(figures.result(), days, bounds),
                        waiting.result(),
                        firstSteps.result()))
                // Whoever looks at a short window may ask for the longest one next.
                .onSuccess(shown -> store.prepare(tenant, periods(LONGEST.bounds(now, zone), days), now));
    }

    /** The days and the window are read together, in periods that fit into both. */
    private static List<Instant> periods(List<Instant> bounds, ComparedDays days) {
        TreeSet<Instant> all = new TreeSet<>(bounds);
        all.addAll(days.bounds());
        return List.copyOf(all);
    }

    private static List<CurrencyOverview> currencies(
            List<PeriodFigures> figures, ComparedDays days, List<Instant> bounds) {
        return PeriodFigures.byCurrency(figures).entrySet().stream()
                .map(of -> currency(of.getKey(), of.getValue(), days, bounds))
                .filter(each -> each.points().stream()
                                .anyMatch(point -> !point.figures().isNothing())
                        || !each.today().isNothing()
                        || !each.yesterday().isNothing()
                        || !each.lastWeek().isNothing())
                .sorted(Comparator.comparingLong(OverviewModule::payments).reversed())
                .toList();
    }

    private static CurrencyOverview currency(
            String name, List<PeriodFigures> figures, ComparedDays days, List<Instant> bounds) {
        return new CurrencyOverview(
                name,
                PeriodFigures.sum(figures, days.today(), days.tomorrow()),
                PeriodFigures.sum(figures, days.yesterday(), days.today()),
                PeriodFigures.sum(figures, days.lastWeek(), days.afterLastWeek()),
                IntStream.range(1, bounds.size())
                        .mapToObj(end -> new OverviewPoint(
                                bounds.get(end - 1), PeriodFigures.sum(figures, bounds.get(end - 1), bounds.get(end))))
                        .toList(),
                PeriodFigures.byMethod(PeriodFigures.between(figures, bounds.getFirst(), bounds.getLast())));
    }

    private static long payments(CurrencyOverview currency) {
        return currency.points().stream()
                .mapToLong(point -> point.figures().succeeded())
                .sum();
    }
}
