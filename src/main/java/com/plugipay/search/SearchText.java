package com.plugipay.search;

import com.plugipay.money.TypedAmount;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What somebody looks for, and what it can be. */
record SearchText(String text) {
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
        return TypedAmount.read(text)
                .filter(amount -> amount.scale() <= decimals)
                .map(amount -> amount.movePointRight(decimals).longValueExact())
                .orElse(null);
    }
}
