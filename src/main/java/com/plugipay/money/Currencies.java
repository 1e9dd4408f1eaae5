package com.plugipay.money;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The currencies that money can be asked in, and how many decimals people pay them with.
 *
 * <p>ISO 4217 as the JDK knows it, with one difference: the rupiah has no decimals here, because nobody in Indonesia
 * pays sen.
 */
public final class Currencies {
    private static final Map<String, Currency> KNOWN = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Function.identity()));

    /** How a currency is written in requests. */
    public static final String PATTERN = "^[A-Z]{3}$";

    /** The largest amount that can be asked for, in minor units. */
    public static final long LARGEST_AMOUNT = 1_000_000_000_000L;

    private Currencies() {}

    /** Whether {@code code} is the upper-case ISO 4217 code of a currency that people can pay with. */
    public static boolean known(String code) {
        return KNOWN.containsKey(code);
    }

    /** The number of decimals between the minor unit that amounts are counted in and the unit that people read. */
    public static int exponent(String code) {
        if (code.equals("IDR")) {
            return 0;
        }
        Currency currency = KNOWN.get(code);
        if (currency == null) {
            throw new IllegalArgumentException("Not a currency: " + code);
        }
        return currency.getDefaultFractionDigits();
    }

    /** An amount in minor units as the decimal that people read: 4900 USD is 49.00. */
    public static BigDecimal toMajor(long minorUnits, String code) {
        return BigDecimal.valueOf(minorUnits, exponent(code));
    }

    /**
     * The reverse: 49.00 USD, or 49, is 4900.
     *
     * @throws ArithmeticException when it has more decimals than the currency, or is too large
     */
    public static long toMinor(BigDecimal major, String code) {
        return major.movePointRight(exponent(code)).longValueExact();
    }
}
