package com.plugipay.money;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The currencies of payments, and how many decimals they have.
 *
 * <p>These are the JDK's of ISO 4217, with one difference: the rupiah has no decimals here, because nobody in Indonesia
 * pays sen.
 */
public final class Currencies {
    private static final Map<String, Currency> KNOWN = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Function.identity()));

    /** The format of a currency code in requests. */
    public static final String PATTERN = "^[A-Z]{3}$";

    /** What fits {@link #PATTERN}. */
    public static final String TEXT = "A currency is three capital letters of ISO 4217, such as IDR.";

    /** The largest amount of a payment, in minor units. */
    public static final long LARGEST_AMOUNT = 1_000_000_000_000L;

    private Currencies() {}

    /** Whether this is the upper-case ISO 4217 code of a currency with which one can pay. */
    public static boolean known(String code) {
        return KNOWN.containsKey(code);
    }

    /** The codes of all currencies with so many decimals. */
    public static String[] withDecimals(int decimals) {
        return KNOWN.keySet().stream()
                .filter(code -> exponent(code) == decimals)
                .toArray(String[]::new);
    }

    /** The number of decimals: an amount in the major unit is one in the minor unit, divided by ten to this power. */
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

    /** Converts minor units to a decimal number of the major unit: 4900 USD is 49.00. */
    public static BigDecimal toMajor(long minorUnits, String code) {
        return BigDecimal.valueOf(minorUnits, exponent(code));
    }

    /**
     * Converts a decimal number of the major unit to minor units: 49.00 USD, or 49, is 4900.
     *
     * @throws ArithmeticException when it has more decimals than the currency, or is too large
     */
    public static long toMinor(BigDecimal major, String code) {
        return major.movePointRight(exponent(code)).longValueExact();
    }
}
