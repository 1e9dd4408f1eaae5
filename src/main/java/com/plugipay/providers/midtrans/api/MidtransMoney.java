package com.plugipay.providers.midtrans.api;

import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.MajorUnits;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads amounts in Midtrans's answers, which are decimals as text: "150000.00". */
public final class MidtransMoney {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,2})?");

    private MidtransMoney() {}

    /**
     * Returns the amount that was requested, in minor units; null when it cannot be read.
     *
     * <p>With "Automatic Fee Imposition" the gross amount includes the buyer's fee, and the metadata holds the
     * requested amount (Midtrans/midtrans-php issue 118).
     */
    public static @Nullable Long requested(JsonFields body) {
        String original = body.object("metadata")
                .object("extra_info")
                .object("gross_amount_info")
                .text("original_amount");
        Long amount = minor(original, currency(body));
        return amount == null ? minor(body.text("gross_amount"), currency(body)) : amount;
    }

    /** Returns an amount in minor units; null when there is none or it cannot be read. */
    public static @Nullable Long minor(@Nullable String decimal, String currency) {
        return MajorUnits.read(decimal, DECIMAL, currency);
    }

    /** Returns the currency; rupiah when it is missing, as in some answers, or unknown. */
    public static String currency(JsonFields body) {
        return Objects.requireNonNullElse(body.currency(), "IDR");
    }
}
