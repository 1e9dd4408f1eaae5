package com.plugipay.billing.settings;

import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the numbers of invoices are written: {@code INV-{year}-{number:6}} writes {@code INV-2026-000123}.
 *
 * <p>A pattern consists of letters, digits, spaces, {@code . / _ -} and {@code {year}}, {@code {month}} (two digits) and
 * exactly one {@code {number}}, whose least number of digits may follow a colon. No digit, year or month touches the number:
 * otherwise two different numbers could be written alike.
 */
public record InvoiceNumberFormat(String pattern) {
    /** The longest pattern, in characters. */
    static final int LONGEST = 40;

    private static final Pattern WHOLE =
            Pattern.compile("(?:[A-Za-z0-9 ./_-]|\\{year}|\\{month}|\\{number(?::(?:[1-9]|1[0-2]))?})+");
    private static final Pattern NUMBER = Pattern.compile("\\{number(?::(\\d+))?}");
    private static final Pattern TOUCHED = Pattern.compile("[0-9}]\\{number|\\{number(?::\\d+)?}[0-9{]");

    public static final InvoiceNumberFormat STANDARD = new InvoiceNumberFormat("INV-{year}-{number:6}");

    /** Fails with an IllegalArgumentException, whose message says what is wrong, if it is no such pattern. */
    public InvoiceNumberFormat {
        if (pattern.length() > LONGEST || !WHOLE.matcher(pattern).matches()) {
            throw new IllegalArgumentException("Write it with letters, digits, spaces, . / _ - and {year}, {month},"
                    + " {number} or {number:6}, in at most " + LONGEST + " characters.");
        }
        if (NUMBER.matcher(pattern).results().count() != 1) {
            throw new IllegalArgumentException("It must contain {number} exactly once.");
        }
        if (TOUCHED.matcher(pattern).find()) {
            throw new IllegalArgumentException(
                    "Separate {number} from digits, {year} and {month} by another character.");
        }
        if (!pattern.strip().equals(pattern)) {
            throw new IllegalArgumentException("It must neither begin nor end with a space.");
        }
    }

    /**
     * The number of an invoice.
     *
     * @param place its place among those of the workspace and mode
     * @param issuedAt in the time zone of the workspace
     */
    public String text(long place, ZonedDateTime issuedAt) {
        String dated = pattern.replace("{year}", String.format(Locale.ROOT, "%04d", issuedAt.getYear()))
                .replace("{month}", String.format(Locale.ROOT, "%02d", issuedAt.getMonthValue()));
        return NUMBER.matcher(dated).replaceFirst(found -> Matcher.quoteReplacement(padded(found, place)));
    }

    private static String padded(MatchResult found, long place) {
        String digits = Long.toString(place);
        int width = found.group(1) == null ? 1 : Integer.parseInt(found.group(1));
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
