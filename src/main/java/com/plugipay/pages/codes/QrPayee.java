package com.plugipay.pages.codes;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a wallet names after it has scanned a code: EMV QR Code Specification for Payment Systems, Merchant-Presented Mode, 4,
 * and Bank Indonesia's national form of it, QRIS. Often not the name of the shop, but the one that its bank or provider has
 * registered.
 *
 * @param name tag 59
 * @param nationalId the National Merchant ID, tag 02 of the national template; null when the code has none
 */
public record QrPayee(String name, @Nullable String nationalId) {
    private static final String NAME = "59";
    private static final int FIRST_TEMPLATE = 26;
    private static final int LAST_TEMPLATE = 51;
    private static final String DOMAIN = "00";
    private static final String NATIONAL_DOMAIN = "ID.CO.QRIS.WWW";
    private static final String NATIONAL_ID = "02";
    private static final Pattern NMID = Pattern.compile("ID[0-9]{13}");

    private static final Pattern PRINTABLE = Pattern.compile("\\P{Cntrl}+");
    private static final Pattern NAMES = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,23}[\\x21-\\x7e])?");

    /** What an object begins with: its tag of two digits, and the number of its characters in two. */
    private static final Pattern TAG_AND_LENGTH = Pattern.compile("[0-9]{4}");

    private static final int HEAD = 4;

    /** The format indicator, which comes first, and the checksum, which comes last and covers all before its own value. */
    private static final String FIRST = "000201";

    private static final String CHECKSUM = "6304";

    /** Reads a code; empty when it is none of this kind, is damaged, or names nobody. */
    public static Optional<QrPayee> of(String code) {
        return isWhole(code) ? objects(code).flatMap(QrPayee::named) : Optional.empty();
    }

    private static Optional<QrPayee> named(Map<String, String> objects) {
        String name = Objects.requireNonNullElse(objects.get(NAME), "").strip();
        if (!NAMES.matcher(name).matches()) {
            return Optional.empty();
        }
        @Nullable String nationalId = null;
        for (int tag = FIRST_TEMPLATE; tag <= LAST_TEMPLATE; tag++) {
            String template = objects.get(Integer.toString(tag));
            Optional<Map<String, String>> account = template == null ? Optional.of(Map.of()) : objects(template);
            if (account.isEmpty()) {
                return Optional.empty();
            }
            String id = account.get().get(NATIONAL_ID);
            if (NATIONAL_DOMAIN.equalsIgnoreCase(account.get().get(DOMAIN))
                    && id != null
                    && NMID.matcher(id).matches()) {
                nationalId = id;
            }
        }
        return Optional.of(new QrPayee(name, nationalId));
    }

    private static boolean isWhole(String code) {
        int end = code.length() - HEAD;
        return PRINTABLE.matcher(code).matches()
                && code.startsWith(FIRST)
                && code.startsWith(CHECKSUM, end - HEAD)
                && Crc16.of(code.substring(0, end)).equalsIgnoreCase(code.substring(end));
    }

    /** The objects of a code or a template by their tags; empty when they do not fill it, or one comes twice. */
    private static Optional<Map<String, String>> objects(String text) {
        Map<String, String> objects = new HashMap<>();
        int at = 0;
        while (at < text.length()) {
            int from = at + HEAD;
            if (from > text.length()
                    || !TAG_AND_LENGTH.matcher(text.substring(at, from)).matches()) {
                return Optional.empty();
            }
            int to = from + Integer.parseInt(text, at + 2, from, 10);
            if (to == from
                    || to > text.length()
                    || objects.put(text.substring(at, at + 2), text.substring(from, to)) != null) {
                return Optional.empty();
            }
            at = to;
        }
        return Optional.of(objects);
    }
}
