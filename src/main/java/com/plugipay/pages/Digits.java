package com.plugipay.pages;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as the checkout page marks and copies them. */
public final class Digits {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s.\\-]");
    private static final Pattern LAST_DIGITS = Pattern.compile("\\d{1,3}$");

    private Digits() {}

    /** The last digits of an amount in rupiah, which contain the unique code: 147 of Rp 200.147. */
    public static String lastDigits(String money) {
        Matcher digits = LAST_DIGITS.matcher(money);
        return digits.find() ? digits.group() : "";
    }

    /** An account number without separators, which banking apps do not accept. */
    public static String bare(String number) {
        return SEPARATORS.matcher(number).replaceAll("");
    }
}
