package com.plugipay.sandbox.kit;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a QRIS code says: EMVCo's merchant-presented payload in Bank Indonesia's national form, for one payment of one
 * amount. Its merchant is one that no wallet knows: a photo of it must never move money.
 */
public final class Qris {
    private static final String CRC = "6304";

    private Qris() {}

    /**
     * A code for one payment.
     *
     * @param merchant up to 25 characters; says that it is a test
     * @param rupiah the amount, which the payer cannot change
     * @param reference up to 25 characters
     */
    public static String encode(String merchant, long rupiah, String reference) {
        String account = field(0, "ID.EXAMPLE.SANDBOX.WWW")
                + field(1, "936000000000000000")
                + field(2, "SANDBOX")
                + field(3, "UMI");
        String national = field(0, "ID.CO.QRIS.WWW") + field(2, "ID1000000000000") + field(3, "UMI");
        String unsigned = field(0, "01")
                // 12: dynamic, for one payment.
                + field(1, "12")
                + field(26, account)
                + field(51, national)
                + field(52, "5999")
                + field(53, "360")
                + field(54, Long.toString(rupiah))
                + field(58, "ID")
                + field(59, merchant)
                + field(60, "JAKARTA")
                + field(61, "10110")
                + field(62, field(5, reference) + field(7, "A01"))
                + CRC;
        return unsigned + checksum(unsigned);
    }

    /** The outermost fields by their two-digit tags. Throws an IllegalArgumentException that says what is wrong with the code. */
    public static Map<String, String> decode(String code) {
        if (code.length() < 8 || !code.substring(0, code.length() - 4).endsWith(CRC)) {
            throw new IllegalArgumentException("This is not a QRIS code");
        }
        if (!checksum(code.substring(0, code.length() - 4)).equals(code.substring(code.length() - 4))) {
            throw new IllegalArgumentException("The checksum of this QRIS code does not hold");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        try {
            for (int at = 0; at < code.length(); ) {
                int from = at + 4;
                int to = from + Integer.parseInt(code, at + 2, from, 10);
                fields.put(code.substring(at, at + 2), code.substring(from, to));
                at = to;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException broken) {
            throw new IllegalArgumentException("This QRIS code is cut off", broken);
        }
        return fields;
    }

    private static String field(int tag, String value) {
        return "%02d%02d%s".formatted(tag, value.length(), value);
    }

    /** CRC-16/CCITT-FALSE: polynomial 1021, begins with FFFF. */
    public static String checksum(String text) {
        int crc = 0xFFFF;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            crc ^= (each & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
                crc &= 0xFFFF;
            }
        }
        return "%04X".formatted(crc);
    }
}
