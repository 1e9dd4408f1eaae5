package com.plugipay.sandbox.midtrans.api;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The text in a QRIS code: EMV's merchant-presented QR as Bank Indonesia fills it in.
 *
 * <p>Complete and with a valid checksum, but for a merchant that no wallet knows: a photo of it must never move money.
 */
public final class QrisPayload {
    static final String MERCHANT_NAME = "SANDBOX NO REAL MONEY";

    private static final String ACCOUNT = field("00", "ID.EXAMPLE.SANDBOX.WWW")
            + field("01", "936000000000000000")
            + field("02", "SANDBOX")
            + field("03", "UMI");
    private static final String NATIONAL =
            field("00", "ID.CO.QRIS.WWW") + field("02", "ID1000000000000") + field("03", "UMI");

    private QrisPayload() {}

    /**
     * A code for one payment.
     *
     * @param rupiah the amount, which the payer cannot change
     * @param reference up to 25 characters, ASCII
     */
    public static String of(long rupiah, String reference) {
        String payload = field("00", "01")
                + field("01", "12")
                + field("26", ACCOUNT)
                + field("51", NATIONAL)
                + field("52", "5999")
                + field("53", "360")
                + field("54", String.valueOf(rupiah))
                + field("58", "ID")
                + field("59", MERCHANT_NAME)
                + field("60", "JAKARTA")
                + field("61", "10110")
                + field("62", field("05", reference) + field("07", "A01"))
                + "6304";
        return payload + checksum(payload);
    }

    private static String field(String tag, String value) {
        return tag + String.format(Locale.ROOT, "%02d", value.length()) + value;
    }

    /** CRC-16/CCITT-FALSE over everything, the checksum's own tag and length included. */
    public static String checksum(String text) {
        int crc = 0xFFFF;
        for (byte one : text.getBytes(StandardCharsets.US_ASCII)) {
            crc ^= (one & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
            }
        }
        return String.format(Locale.ROOT, "%04X", crc & 0xFFFF);
    }
}
