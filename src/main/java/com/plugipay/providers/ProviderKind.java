package com.plugipay.providers;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Who moves the money. */
public enum ProviderKind {
    @JsonProperty("xendit")
    XENDIT,
    @JsonProperty("midtrans")
    MIDTRANS,
    @JsonProperty("paypal")
    PAYPAL,
    /** Nobody: the buyer transfers to the merchant's own bank account, and the merchant says when it has arrived. */
    @JsonProperty("manual")
    MANUAL;

    private static final Set<Method> NOT_OF_MIDTRANS = EnumSet.of(Method.OVO, Method.LINKAJA, Method.ASTRAPAY);

    /** https://developer.paypal.com/api/rest/reference/currency-codes/: no rupiah. */
    private static final Set<String> CURRENCIES_OF_PAYPAL = Set.of(
            "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "MYR",
            "NOK", "NZD", "PHP", "PLN", "SEK", "SGD", "THB", "TWD", "USD");

    /** Without decimals at PayPal, whatever ISO 4217 says: the same page. */
    private static final Set<String> WHOLE_AT_PAYPAL = Set.of("HUF", "JPY", "TWD");

    /** Whether accounts of this kind take that method, in some currency. */
    public boolean takes(Method method) {
        boolean local = method != Method.PAYPAL && method != Method.BANK_TRANSFER;
        return switch (this) {
            case XENDIT -> local;
            case MIDTRANS -> local && !NOT_OF_MIDTRANS.contains(method);
            case PAYPAL -> method == Method.PAYPAL;
            case MANUAL -> method == Method.BANK_TRANSFER;
        };
    }

    /** Whether accounts of this kind take that currency. */
    public boolean takes(String currency) {
        return switch (this) {
            case XENDIT, MIDTRANS -> currency.equals("IDR");
            case PAYPAL -> CURRENCIES_OF_PAYPAL.contains(currency);
            case MANUAL -> true;
        };
    }

    /** Whether accounts of this kind take that method in that currency. */
    public boolean takes(Method method, String currency) {
        return takes(method) && takes(currency);
    }

    /** Whether accounts of this kind take no decimals in that currency although it may have some. */
    boolean takesWholeOnly(String currency) {
        return this == PAYPAL && WHOLE_AT_PAYPAL.contains(currency);
    }

    /** Whether it tells exactly what it keeps of a payment, at once or later. */
    public boolean tellsFees() {
        return this == XENDIT || this == PAYPAL;
    }

    /** The names of all of them. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(ProviderKind::text).toList();
    }

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
