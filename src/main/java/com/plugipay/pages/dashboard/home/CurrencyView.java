package com.plugipay.pages.dashboard.home;

import java.util.List;

/**
 * What happened in a currency.
 *
 * @param received the most important figure
 * @param figures the others
 * @param total what came in during the window
 * @param shares those of the methods during the window
 */
public record CurrencyView(
        String currency, Figure received, List<Figure> figures, String total, Chart chart, List<Share> shares) {
    public CurrencyView {
        figures = List.copyOf(figures);
        shares = List.copyOf(shares);
    }
}
