package com.plugipay.overview;

import java.util.List;

/**
 * How a business is doing.
 *
 * @param timeZone that of the workspace, by which days begin
 * @param currencies those in which something happened, the one with the most payments in the window first
 */
public record Overview(
        OverviewWindow window,
        String timeZone,
        List<CurrencyOverview> currencies,
        WaitingWork waiting,
        FirstSteps firstSteps) {
    public Overview {
        currencies = List.copyOf(currencies);
    }
}
