package com.plugipay.pages.dashboard.home;

import com.plugipay.pages.dashboard.view.Table;
import java.util.List;

/**
 * The home page.
 *
 * @param day today, in words
 * @param currencies those in which something happened, the one with the most payments first
 * @param steps those to the first live payment; empty for a workspace that has one
 * @param latest the latest payments
 */
public record HomeView(
        String day,
        String window,
        List<WindowLink> windows,
        List<CurrencyView> currencies,
        List<Need> needs,
        List<FirstStep> steps,
        Table latest) {
    public HomeView {
        windows = List.copyOf(windows);
        currencies = List.copyOf(currencies);
        needs = List.copyOf(needs);
        steps = List.copyOf(steps);
    }

    /** How many steps were done. */
    public long done() {
        return steps.stream().filter(FirstStep::isDone).count();
    }
}
