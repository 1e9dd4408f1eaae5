package com.plugipay.overview;

import com.plugipay.providers.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one currency by one method in one of several periods that follow each other.
 *
 * @param start when the period begins
 * @param method null where it is not known
 */
record PeriodFigures(
        Instant start, String currency, @Nullable Method method, Figures figures) {
    /** All of one currency, by the currency. */
    static Map<String, List<PeriodFigures>> byCurrency(Collection<PeriodFigures> all) {
        return all.stream().collect(Collectors.groupingBy(PeriodFigures::currency, TreeMap::new, Collectors.toList()));
    }

    /** Those of the periods that begin between these instants. */
    static List<PeriodFigures> between(List<PeriodFigures> all, Instant from, Instant to) {
        return all.stream()
                .filter(each -> !each.start.isBefore(from) && each.start.isBefore(to))
                .toList();
    }

    /** The sum of the periods that begin between these instants. */
    static Figures sum(List<PeriodFigures> all, Instant from, Instant to) {
        return Figures.sum(
                between(all, from, to).stream().map(PeriodFigures::figures).toList());
    }

    /** The sum by methods, the one with the most money first. */
    static List<MethodShare> byMethod(List<PeriodFigures> all) {
        Map<Method, List<Figures>> byMethod = new TreeMap<>();
        for (PeriodFigures each : all) {
            if (each.method != null && each.figures.succeeded() > 0) {
                byMethod.computeIfAbsent(each.method, first -> new ArrayList<>())
                        .add(each.figures);
            }
        }
        return byMethod.entrySet().stream()
                .map(each -> share(each.getKey(), Figures.sum(each.getValue())))
                .sorted(Comparator.comparingLong(MethodShare::received).reversed())
                .toList();
    }

    private static MethodShare share(Method method, Figures sum) {
        return new MethodShare(method, sum.received(), sum.succeeded());
    }
}
