package com.plugipay.providers.midtrans.api;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Times in Midtrans's format: GMT+7, with the offset in requests and without it in answers. */
public final class MidtransTime {
    private static final ZoneOffset JAKARTA = ZoneOffset.ofHours(7);
    private static final DateTimeFormatter IN_ANSWERS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter IN_REQUESTS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx").withZone(JAKARTA);

    private MidtransTime() {}

    /** Writes {@code order_time} and {@code start_time}: 2026-11-22 15:00:00 +0700. */
    public static String text(Instant instant) {
        return IN_REQUESTS.format(instant);
    }

    /** Reads a time such as 2026-11-22 15:00:00; null when it is not one. */
    public static @Nullable Instant read(String text) {
        try {
            return LocalDateTime.parse(text, IN_ANSWERS).toInstant(JAKARTA);
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }
}
