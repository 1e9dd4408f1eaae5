package com.plugipay.sandbox.midtrans.api;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How Midtrans writes amounts, times and signatures, and how it is read without surprise. */
public final class MidtransWire {
    static final ZoneOffset JAKARTA = ZoneOffset.ofHours(7);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(JAKARTA);

    private MidtransWire() {}

    /** Rupiah with two decimals that are always zero. */
    public static String amount(long rupiah) {
        return rupiah + ".00";
    }

    /** GMT+7, and it does not say so. */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** The {@code signature_key}: over the texts exactly as they stand in the body. */
    public static String signature(String orderId, String statusCode, String grossAmount, String serverKey) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512")
                    .digest((orderId + statusCode + grossAmount + serverKey).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Null for what is missing or is no text. */
    public static @Nullable String text(@Nullable JsonObject json, String field) {
        return json != null && json.getValue(field) instanceof String text ? text : null;
    }

    /** Null for what is missing or is no object. */
    public static @Nullable JsonObject object(JsonObject json, String field) {
        return json.getValue(field) instanceof JsonObject object ? object : null;
    }

    /** Null for what is missing or is no whole number. */
    public static @Nullable Long whole(@Nullable JsonObject json, String field) {
        if (json == null || !(json.getValue(field) instanceof Number number)) {
            return null;
        }
        double value = number.doubleValue();
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Long) number.longValue() : null;
    }
}
