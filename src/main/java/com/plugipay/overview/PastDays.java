package com.plugipay.overview;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.async.Rounds;
import com.plugipay.async.SingleFlightCache;
import com.plugipay.db.Database;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happened in days that are over: added up once, kept in the database, and added up again ever less often. */
final class PastDays {
    /** Few enough for one statement, however many payments a day has. */
    private static final int DAYS_AT_ONCE = 15;

    /** How long somebody waits for days to be added up again, before they are shown as they are known. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

    /** Many may look at the same page, and a page looks again whenever something happens. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private static final int MOST_REMEMBERED = 500;

    private final OverviewStore payments;
    private final DayFiguresStore store;
    private final SingleFlightCache<Days, List<PeriodFigures>> remembered = SingleFlightCache.of(
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(REMEMBERED), figures -> true);

    /** @param bounds when the days begin, and last when the last of them ends */
    private record Days(Tenant tenant, List<Instant> bounds) {
        Days {
            bounds = List.copyOf(bounds);
        }
    }

    PastDays(Database database, OverviewStore payments) {
        this.payments = payments;
        this.store = new DayFiguresStore(database);
    }

    /** What happened in the days between these instants, at which they begin; only what happened. */
    Future<List<PeriodFigures>> between(Tenant tenant, List<Instant> bounds, Instant now) {
        Days days = new Days(tenant, bounds);
        return remembered.get(
                days,
                () -> withoutMissing(days, now)
                        .compose(known -> withoutOutdated(days, known, now)
                                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                                // Whoever looks next will see it.
                                .otherwise(known)
                                .map(shown -> shown.values().stream()
                                        .flatMap(day -> day.figures().stream())
                                        .toList())));
    }

    /** Adds up the days between these instants that are not kept yet, before anybody waits for them. */
    Future<?> prepare(Tenant tenant, List<Instant> bounds, Instant now) {
        return withoutMissing(new Days(tenant, bounds), now);
    }

    /** See {@link DayFiguresStore#nextWithout}. */
    Future<Optional<Tenant>> nextWithout(@Nullable Tenant after, Instant ended, Instant since) {
        return store.nextWithout(after, ended, since);
    }

    private Future<Map<Instant, DayFigures>> withoutMissing(Days days, Instant now) {
        return store.find(days.tenant, days.bounds).compose(kept -> {
            Map<Instant, DayFigures> known = kept.stream()
                    .filter(day -> isOneOf(days.bounds, day))
                    .collect(Collectors.toMap(DayFigures::start, day -> day));
            return addUp(days, start -> !known.containsKey(start), known, now);
        });
    }

    private Future<Map<Instant, DayFigures>> withoutOutdated(Days days, Map<Instant, DayFigures> known, Instant now) {
        return addUp(days, start -> Objects.requireNonNull(known.get(start)).isOutdated(now), known, now);
    }

    /** Not when the workspace had another time zone. */
    private static boolean isOneOf(List<Instant> bounds, DayFigures day) {
        int start = Collections.binarySearch(bounds, day.start());
        return start >= 0 && bounds.get(start + 1).equals(day.end());
    }

    /** Adds up some of the days; gives them and those that are known. */
    private Future<Map<Instant, DayFigures>> addUp(
            Days days, Predicate<Instant> isNeeded, Map<Instant, DayFigures> known, Instant now) {
        Map<Instant, DayFigures> all = new TreeMap<>(known);
        Iterator<List<Instant>> parts = parts(days.bounds, isNeeded).iterator();
        return Rounds.whileMore(() -> parts.hasNext()
                        ? addUp(days.tenant, parts.next(), now).map(added -> {
                            added.forEach(day -> all.put(day.start(), day));
                            return true;
                        })
                        : Future.succeededFuture(false))
                .map(done -> all);
    }

    private Future<List<DayFigures>> addUp(Tenant tenant, List<Instant> bounds, Instant now) {
        return payments.between(tenant, bounds).compose(found -> {
            Map<Instant, List<PeriodFigures>> byDay =
                    found.stream().collect(Collectors.groupingBy(PeriodFigures::start));
            List<DayFigures> added = new ArrayList<>();
            for (int i = 0; i < bounds.size() - 1; i++) {
                Instant start = bounds.get(i);
                added.add(new DayFigures(start, bounds.get(i + 1), byDay.getOrDefault(start, List.of()), now));
            }
            return store.save(tenant, added, now).map(added);
        });
    }

    /** The needed days that follow each other, by their bounds. */
    private static List<List<Instant>> parts(List<Instant> bounds, Predicate<Instant> isNeeded) {
        List<List<Instant>> parts = new ArrayList<>();
        int last = bounds.size() - 1;
        int from = 0;
        while (from < last) {
            int to = from;
            while (to < last && to - from < DAYS_AT_ONCE && isNeeded.test(bounds.get(to))) {
                to++;
            }
            if (to > from) {
                parts.add(bounds.subList(from, to + 1));
            }
            from = Math.max(to, from + 1);
        }
        return parts;
    }
}
