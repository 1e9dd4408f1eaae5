package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.xendit.api.XenditRefusal;
import java.math.BigDecimal;

/** Money as Xendit writes it: JSON numbers in major units, whole ones for rupiah. */
public final class Amounts {
    private static final long LARGEST_AMOUNT = 1_000_000_000_000L;

    private Amounts() {}

    public static Number write(long minorUnits, String currency) {
        BigDecimal major = MinorUnits.toMajor(minorUnits, currency);
        return major.scale() == 0 ? (Number) major.longValueExact() : major;
    }

    /** In minor units. Refuses, with this code, what is not above zero and what has more decimals than its currency. */
    public static long read(BigDecimal major, String currency, String refusal) {
        try {
            long minorUnits = MinorUnits.toMinor(major, currency);
            if (minorUnits > 0 && minorUnits <= LARGEST_AMOUNT) {
                return minorUnits;
            }
        } catch (ArithmeticException decimals) {
            throw XenditRefusal.of(refusal, "The amount has decimals that " + currency + " does not have.");
        }
        throw XenditRefusal.of(refusal, "The amount must be greater than 0.");
    }
}
