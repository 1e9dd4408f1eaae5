package com.plugipay.providers.midtrans;

import com.plugipay.money.Currencies;
import com.plugipay.providers.kit.JsonFields;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts in Midtrans's answers: decimals as text, "150000.00". */
final class MidtransMoney {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,2})?");

    private MidtransMoney() {}

    /**
     * The amount that was requested, in minor units; null when it is not readable.
     *
     * <p>With "Automatic Fee Imposition" the gross amount has the buyer's fee on top, and the metadata has what the
     * merchant asked for (Midtrans/midtrans-php issue 118).
     */
    static @Nullable Long requested(JsonFields body) {
        String original = body.object("metadata")
                .object("extra_info")
                .object("gross_amount_info")
                .text("original_amount");
        Long amount = minor(original, currency(body));
        return amount == null ? minor(body.text("gross_amount"), currency(body)) : amount;
    }

    /** An amount in minor units; null when there is none, or none that is readable. */
    static @Nullable Long minor(@Nullable String decimal, String currency) {
        if (decimal == null || !DECIMAL.matcher(decimal).matches()) {
            return null;
        }
        try {
            return Currencies.toMinor(new BigDecimal(decimal), currency);
        } catch (ArithmeticException fraction) {
            return null;
        }
    }

    /** The currency; rupiah where it is missing, as in some answers, or does not exist. */
    static String currency(JsonFields body) {
        return Objects.requireNonNullElse(body.currency(), "IDR");
    }
}
