package com.plugipay.overview;

import java.util.List;

/**
 * What happened in one currency.
 *
 * @param lastWeek the whole day a week before today, as {@code yesterday} is a whole day
 * @param points those of the window, also those in which nothing happened, the oldest first
 * @param methods those of the payments of the window, the one with the most money first
 */
public record CurrencyOverview(
        String currency,
        Figures today,
        Figures yesterday,
        Figures lastWeek,
        List<OverviewPoint> points,
        List<MethodShare> methods) {
    public CurrencyOverview {
        points = List.copyOf(points);
        methods = List.copyOf(methods);
    }
}
