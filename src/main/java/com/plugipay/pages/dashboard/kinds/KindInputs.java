package com.plugipay.pages.dashboard.kinds;

/** What several forms have in common. */
final class KindInputs {
    private static final String[] CURRENCIES = {"IDR", "USD", "SGD", "MYR", "PHP", "THB", "VND", "EUR"};

    private KindInputs() {}

    /** The currencies that forms offer; the API takes all. */
    static String[] currencies() {
        return CURRENCIES.clone();
    }
}
