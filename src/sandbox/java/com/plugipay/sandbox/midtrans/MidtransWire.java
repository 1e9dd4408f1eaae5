package com.plugipay.sandbox.midtrans;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** How Midtrans writes amounts, times and signatures. */
final class MidtransWire {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.ofHours(7));

    private MidtransWire() {}

    /** Rupiah with two decimals that are always zero. */
    static String amount(long rupiah) {
        return rupiah + ".00";
    }

    /** GMT+7, and it does not say so. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** The {@code signature_key}: over the texts exactly as they stand in the body. */
    static String signature(String orderId, String statusCode, String grossAmount, String serverKey) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512")
                    .digest((orderId + statusCode + grossAmount + serverKey).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
