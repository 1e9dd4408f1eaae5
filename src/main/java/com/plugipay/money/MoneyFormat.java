package com.plugipay.money;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/**
 * Formats amounts for people: 100000 IDR is {@code Rp 100.000}, 4900 USD is {@code $49.00}.
 *
 * <p>Amounts are in minor units and are never rounded; an unknown currency is an IllegalArgumentException.
 */
public final class MoneyFormat {
    private static final Locale INDONESIAN = Locale.of("id");

    private MoneyFormat() {}

    /** The amount with its currency in the format of the locale; rupiah are always in the Indonesian format. */
    public static String format(long minorUnits, String currency, Locale locale) {
        Locale format = currency.equals("IDR") ? INDONESIAN : locale;
        BigDecimal major = Currencies.toMajor(minorUnits, currency);
        NumberFormat number = NumberFormat.getNumberInstance(format);
        number.setMinimumFractionDigits(major.scale());
        number.setMaximumFractionDigits(major.scale());
        String sign = major.signum() < 0 ? "-" : "";
        return sign + symbol(currency, format) + number.format(major.abs());
    }

    /** The bare number to paste into a banking app: {@code 100000}, {@code 49.00}. */
    public static String plain(long minorUnits, String currency) {
        return Currencies.toMajor(minorUnits, currency).toPlainString();
    }

    /** A sign has no space after it ($49.00), letters have one (Rp 100, SGD 49.00), which locales do not agree on. */
    private static String symbol(String currency, Locale format) {
        String symbol = Currency.getInstance(currency).getSymbol(format);
        boolean letters = Character.isLetter(symbol.codePointBefore(symbol.length()));
        return letters ? symbol + " " : symbol;
    }
}
