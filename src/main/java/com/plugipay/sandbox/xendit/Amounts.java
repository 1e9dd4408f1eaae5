package com.plugipay.sandbox.xendit;

import com.plugipay.money.Currencies;
import java.math.BigDecimal;

/** Money as Xendit writes it: JSON numbers in major units, whole ones for rupiah. */
final class Amounts {
    private Amounts() {}

    static Number write(long minorUnits, String currency) {
        BigDecimal major = Currencies.toMajor(minorUnits, currency);
        return major.scale() == 0 ? (Number) major.longValueExact() : major;
    }

    /** In minor units. Refuses, with this code, what is not above zero and what has more decimals than its currency. */
    static long read(BigDecimal major, String currency, String refusal) {
        try {
            long minorUnits = Currencies.toMinor(major, currency);
            if (minorUnits > 0 && minorUnits <= Currencies.LARGEST_AMOUNT) {
                return minorUnits;
            }
        } catch (ArithmeticException decimals) {
            throw Refusal.of(refusal, "The amount has decimals that " + currency + " does not have.");
        }
        throw Refusal.of(refusal, "The amount must be greater than 0.");
    }
}
