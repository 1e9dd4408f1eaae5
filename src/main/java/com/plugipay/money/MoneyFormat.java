package com.plugipay.money;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/**
 * Amounts as people read them: 100000 IDR is {@code Rp 100.000}, 4900 USD is {@code $49.00}.
 *
 * <p>Takes minor units and never rounds; an unknown currency is an IllegalArgumentException.
 */
public final class MoneyFormat {
    private static final Locale INDONESIAN = Locale.of("id");

    private MoneyFormat() {}

    /** The amount with its currency, in the manner of {@code locale}; rupiah are written the Indonesian way always. */
    public static String format(long minorUnits, String currency, Locale locale) {
        Locale manner = currency.equals("IDR") ? INDONESIAN : locale;
        BigDecimal major = Currencies.toMajor(minorUnits, currency);
        NumberFormat number = NumberFormat.getNumberInstance(manner);
        number.setMinimumFractionDigits(major.scale());
        number.setMaximumFractionDigits(major.scale());
        String sign = major.signum() < 0 ? "-" : "";
        return sign + symbol(currency, manner) + number.format(major.abs());
    }

    /** The bare number to paste into a banking app: {@code 100000}, {@code 49.00}. */
    public static String plain(long minorUnits, String currency) {
        return Currencies.toMajor(minorUnits, currency).toPlainString();
    }

    /** Signs stand close ($49.00), letters do not (Rp 100, SGD 49.00): a space of our own, as locales disagree. */
    private static String symbol(String currency, Locale manner) {
        String symbol = Currency.getInstance(currency).getSymbol(manner);
        boolean letters = Character.isLetter(symbol.codePointBefore(symbol.length()));
        return letters ? symbol + " " : symbol;
    }
}
