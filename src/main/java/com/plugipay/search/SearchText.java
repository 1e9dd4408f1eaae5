package com.plugipay.search;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody looks for, and what it can be. */
record SearchText(String text) {
    /** Perhaps a currency, digits with or without groups of three, perhaps a fraction. */
    private static final Pattern AMOUNT = Pattern.compile(
            "(?:rp\\.?|[a-z]{3}|[$€£])?\\s*([0-9]{1,3}(?:[., ][0-9]{3}){0,4}|[0-9]{1,13})(?:[.,]([0-9]{1,2}))?");

    /** After every text that begins with another: the last character that there is. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    static SearchText of(String typed) {
        return new SearchText(typed.strip());
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** The beginning of a name, in lower case. */
    String begin() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** What comes after all names with that beginning. */
    String end() {
        return begin() + LAST;
    }

    /** The amount in minor units, of a currency with so many decimals; null when it is none. */
    @Nullable
    Long amount(int decimals) {
        Matcher amount = AMOUNT.matcher(begin());
        if (!amount.matches()) {
            return null;
        }
        String whole = amount.group(1).replaceAll("[^0-9]", "");
        String fraction = amount.group(2) == null ? "" : amount.group(2);
        return fraction.length() > decimals
                ? null
                : Long.valueOf(new BigDecimal(whole + '.' + fraction)
                        .movePointRight(decimals)
                        .longValueExact());
    }
}
