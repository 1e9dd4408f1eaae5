package com.plugipay.sandbox.kit;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/** Amounts as the books count them: in the minor units of ISO 4217, but in whole rupiah. */
public final class MinorUnits {
    private MinorUnits() {}

    /** Whether it is the code of a currency with which people pay. */
    public static boolean known(String currency) {
        try {
            return decimals(currency) >= 0;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    /** 4900 USD is 49.00. */
    public static BigDecimal toMajor(long minor, String currency) {
        return BigDecimal.valueOf(minor, decimals(currency));
    }

    /**
     * The reverse.
     *
     * @throws ArithmeticException when it has more decimals than the currency, or is too large
     */
    public static long toMinor(BigDecimal major, String currency) {
        return major.movePointRight(decimals(currency)).longValueExact();
    }

    /** For people: {@code $49.00}, {@code SGD 49.00}, {@code Rp 100.000}. */
    public static String text(long minor, String currency) {
        Locale locale = currency.equals("IDR") ? Locale.of("id") : Locale.ENGLISH;
        BigDecimal major = toMajor(minor, currency);
        NumberFormat number = NumberFormat.getNumberInstance(locale);
        number.setMinimumFractionDigits(major.scale());
        number.setMaximumFractionDigits(major.scale());
        String symbol = Currency.getInstance(currency).getSymbol(locale);
        boolean letters = Character.isLetter(symbol.codePointBefore(symbol.length()));
        return symbol + (letters ? " " : "") + number.format(major);
    }

    private static int decimals(String currency) {
        return currency.equals("IDR") ? 0 : Currency.getInstance(currency).getDefaultFractionDigits();
    }
}
