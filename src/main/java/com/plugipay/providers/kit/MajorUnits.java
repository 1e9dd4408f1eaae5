package com.plugipay.providers.kit;

import com.plugipay.money.Currencies;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts amounts that providers write in major units, such as dollars, to minor units, such as cents. */
public final class MajorUnits {
    private MajorUnits() {}

    /** Returns null when the amount has more decimals than the currency, or too many digits. */
    public static @Nullable Long of(BigDecimal major, String currency) {
        try {
            return Currencies.toMinor(major, currency);
        } catch (ArithmeticException inexact) {
            return null;
        }
    }

    /**
     * Reads an amount that is written as text.
     *
     * @param form the text's form as the provider documents it
     * @return null when the text has another form, or as in {@link #of}
     */
    public static @Nullable Long read(@Nullable String decimal, Pattern form, String currency) {
        if (decimal == null || !form.matcher(decimal).matches()) {
            return null;
        }
        try {
            return of(new BigDecimal(decimal), currency);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
