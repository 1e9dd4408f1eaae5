package com.plugipay.overview;

import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.model.Tenant;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.work.Work;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a business is doing: today beside other days, the last days or weeks, and what waits for a person. */
public final class OverviewModule implements Module {
    /** What happened longer ago is over, but for late changes. */
    private static final Duration OVER = Duration.ofDays(2);

    private static final Duration PREPARED_EVERY = Duration.ofMinutes(10);

    /** The last ones are those of the SDKs. */
    private static final List<String> PATHS = List.of("/overview", "/dashboard/overview", "/dashboard/metrics");

    private final OverviewStore store;
    private final PastDays past;
    private final Function<Tenant, Future<ZoneId>> timeZone;

    /** The workspace whose days were added up last; null before the first one. */
    private @Nullable Tenant prepared;

    /** @param timeZone that of a workspace */
    public OverviewModule(Node node, Function<Tenant, Future<ZoneId>> timeZone) {
        this.store = new OverviewStore(node.database());
        this.past = new PastDays(node.database(), store);
        this.timeZone = timeZone;
    }

    @Override
    public void mount(Operations api) {
        for (String path : PATHS) {
            api.get(path, "Retrieve how the business is doing, by hours in the last 24h, else by days")
                    .requires("payments")
                    .filterKnows("window", OverviewWindow.spellings())
                    .returns(200, Overview.class)
                    .handledBy(this::overview);
        }
    }

    private Future<Overview> overview(Call<Void> call) {
        OverviewWindow window = OverviewWindow.of(call.query("window"));
        return timeZone.apply(call.tenant()).compose(zone -> overview(call.tenant(), window, call.now(), zone));
    }

    private Future<Overview> overview(Tenant tenant, OverviewWindow window, Instant now, ZoneId zone) {
        List<Instant> bounds = window.bounds(now, zone);
        ComparedDays days = ComparedDays.at(now, zone);
        Future<List<PeriodFigures>> figures = figures(tenant, periods(bounds, now, zone), now);
        Future<WaitingWork> waiting = store.waiting(tenant);
        Future<FirstSteps> firstSteps = store.firstSteps(tenant);
        return Future.all(figures, waiting, firstSteps)
                .map(done -> new Overview(
                        window,
                        zone.getId(),
                        currencies(figures.result(), days, bounds),
                        waiting.result(),
                        firstSteps.result()));
    }

    /** The first periods are whole days as long as they are over. */
    private Future<List<PeriodFigures>> figures(Tenant tenant, List<Instant> periods, Instant now) {
        List<Instant> over = over(periods, now);
        Future<List<PeriodFigures>> before = past.between(tenant, over, now);
        Future<List<PeriodFigures>> since = store.between(tenant, periods.subList(over.size() - 1, periods.size()));
        return Future.all(before, since)
                .map(done -> Stream.concat(before.result().stream(), since.result().stream())
                        .toList());
    }

    private static List<Instant> over(List<Instant> periods, Instant now) {
        Instant latest = now.minus(OVER);
        return periods.stream().takeWhile(bound -> !bound.isAfter(latest)).toList();
    }

    /** The days of workspaces at whose overview nobody has looked yet. */
    @Override
    public List<Work> work() {
        return List.of(Work.of("past-days", PREPARED_EVERY, this::prepareNext));
    }

    private Future<Boolean> prepareNext(Instant now) {
        Instant since = now.minus(Duration.ofDays(OverviewWindow.QUARTER.points()));
        return past.nextWithout(prepared, now.minus(OVER).minus(Duration.ofDays(1)), since)
                .compose(next -> {
                    prepared = next.orElse(null);
                    return next.isPresent() ? prepare(next.get(), now).map(true) : Future.succeededFuture(false);
                });
    }

    private Future<?> prepare(Tenant tenant, Instant now) {
        return timeZone.apply(tenant)
                .compose(zone -> past.prepare(
                        tenant, over(periods(OverviewWindow.QUARTER.bounds(now, zone), now, zone), now), now));
    }

    /** The compared days and the window are read together, in periods that fit into both. */
    private static List<Instant> periods(List<Instant> bounds, Instant now, ZoneId zone) {
        TreeSet<Instant> all = new TreeSet<>(bounds);
        all.addAll(ComparedDays.bounds(now, zone));
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
