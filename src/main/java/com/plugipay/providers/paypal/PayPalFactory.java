package com.plugipay.providers.paypal;

import com.plugipay.providers.Capabilities;
import com.plugipay.providers.Method;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderAccountInput;
import com.plugipay.providers.ProviderFactory;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.kit.ProviderClient;
import java.util.Set;

/** Declares PayPal: its own method, in the currencies that it supports. */
public final class PayPalFactory implements ProviderFactory {
    /** https://developer.paypal.com/api/rest/reference/currency-codes/: no rupiah. */
    private static final Set<String> CURRENCIES = Set.of(
            "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "MYR",
            "NOK", "NZD", "PHP", "PLN", "SEK", "SGD", "THB", "TWD", "USD");
    /** PayPal takes no decimals in these currencies, unlike ISO 4217: the same page. */
    private static final Set<String> WHOLE_ONLY = Set.of("HUF", "JPY", "TWD");

    public static final ProviderKind KIND = new ProviderKind(
            "paypal",
            30,
            Capabilities.of(Set.of(Method.PAYPAL), CURRENCIES)
                    .wholeOnly(WHOLE_ONLY)
                    .storing(Set.of(Method.PAYPAL))
                    .reportingFees());

    @Override
    public ProviderKind kind() {
        return KIND;
    }

    @Override
    public Class<? extends ProviderAccountInput> account() {
        return PayPalAccount.class;
    }

    @Override
    public Provider create(Context context) {
        return new PayPalProvider(
                context.vertx(),
                context.accounts(),
                new ProviderClient(context.vertx(), context.config()),
                context.config(),
                context.callbackUrls(),
                context.clock());
    }
}
