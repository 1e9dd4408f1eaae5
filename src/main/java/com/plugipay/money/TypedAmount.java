package com.plugipay.money;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts as people type them: perhaps a currency, digits that may be in groups of three with points, commas or spaces between
 * them, and perhaps a fraction of one or two digits after a point or comma.
 */
public final class TypedAmount {
    private static final Pattern AMOUNT = Pattern.compile("(?:rp\\.?|[a-z]{3}|[$€£])?[\\s\\u00a0]*"
            + "([0-9]{1,3}(?:[.,\\u00a0 ][0-9]{3}){0,4}|[0-9]{1,13})(?:[.,]([0-9]{1,2}))?");

    private TypedAmount() {}

    /** The amount in the currency's major unit; empty for a text that is none. */
    public static Optional<BigDecimal> read(String typed) {
        Matcher amount = AMOUNT.matcher(typed.toLowerCase(Locale.ROOT));
        if (!amount.matches()) {
            return Optional.empty();
        }
        String whole = amount.group(1).replaceAll("[^0-9]", "");
        return Optional.of(new BigDecimal(amount.group(2) == null ? whole : whole + '.' + amount.group(2)));
    }
}
