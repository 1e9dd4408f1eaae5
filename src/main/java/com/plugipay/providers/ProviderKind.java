package com.plugipay.providers;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Who moves the money. */
public enum ProviderKind {
    @JsonProperty("xendit")
    XENDIT(Currencies.RUPIAH, EnumSet.complementOf(EnumSet.of(Method.PAYPAL, Method.BANK_TRANSFER))),
    @JsonProperty("midtrans")
    MIDTRANS(
            Currencies.RUPIAH,
            EnumSet.complementOf(
                    EnumSet.of(Method.PAYPAL, Method.BANK_TRANSFER, Method.OVO, Method.LINKAJA, Method.ASTRAPAY))),
    @JsonProperty("paypal")
    PAYPAL(Currencies.OF_PAYPAL, EnumSet.of(Method.PAYPAL)),
    /** Nobody: the buyer transfers to the merchant's own bank account, and the merchant says when it has arrived. */
    @JsonProperty("manual")
    MANUAL(Currencies.ANY, EnumSet.of(Method.BANK_TRANSFER));

    private final Set<String> currencies;
    private final Set<Method> methods;

    ProviderKind(Set<String> currencies, Set<Method> methods) {
        this.currencies = currencies;
        this.methods = methods;
    }

    private static final class Currencies {
        static final Set<String> ANY = Set.of();
        static final Set<String> RUPIAH = Set.of("IDR");

        /** https://developer.paypal.com/api/rest/reference/currency-codes/: no rupiah. */
        static final Set<String> OF_PAYPAL = Set.copyOf(Arrays.asList(
                "AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD"
                        .split(" ")));
    }

    /** Whether accounts of this kind take that method, in some currency. */
    public boolean takes(Method method) {
        return methods.contains(method);
    }

    /** Whether accounts of this kind take that currency. */
    public boolean takes(String currency) {
        return currencies.isEmpty() || currencies.contains(currency);
    }

    /** Whether accounts of this kind take that method in that currency. */
    public boolean takes(Method method, String currency) {
        return takes(method) && takes(currency);
    }

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
