package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.money.Currencies;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts in Midtrans's answers: decimals as text, "150000.00". */
final class MidtransMoney {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,2})?");
    private static final String IMPOSED_FEE = "/metadata/extra_info/gross_amount_info/original_amount";

    private MidtransMoney() {}

    /**
     * What was asked of the buyer, in minor units; null when it is not readable.
     *
     * <p>With "Automatic Fee Imposition" the gross amount has the buyer's fee on top, and the metadata has what the
     * merchant asked for (Midtrans/midtrans-php issue 118).
     */
    static @Nullable Long asked(JsonNode body) {
        Long original = minor(body.at(IMPOSED_FEE), currency(body));
        return original == null ? minor(body.path("gross_amount"), currency(body)) : original;
    }

    /** An amount in minor units; null when there is none, or none that is readable. */
    static @Nullable Long minor(JsonNode decimal, String currency) {
        String text = decimal.asText("");
        if (!DECIMAL.matcher(text).matches()) {
            return null;
        }
        try {
            return Currencies.toMinor(new BigDecimal(text), currency);
        } catch (ArithmeticException fraction) {
            return null;
        }
    }

    /** Rupiah unless it says another that exists: Midtrans knows no other, and some answers leave it out. */
    static String currency(JsonNode body) {
        String currency = MidtransJson.textOrEmpty(body, "currency");
        return Currencies.known(currency) ? currency : "IDR";
    }
}
