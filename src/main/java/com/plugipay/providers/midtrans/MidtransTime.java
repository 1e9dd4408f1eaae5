package com.plugipay.providers.midtrans;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Midtrans's clock: GMT+7, written with the offset in requests and without it in answers. */
final class MidtransTime {
    private static final ZoneOffset JAKARTA = ZoneOffset.ofHours(7);
    private static final DateTimeFormatter ANSWERED = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter ASKED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx").withZone(JAKARTA);

    private MidtransTime() {}

    /** As {@code order_time} and {@code start_time}: 2026-11-22 15:00:00 +0700. */
    static String text(Instant instant) {
        return ASKED.format(instant);
    }

    /** As answers say it, 2026-11-22 15:00:00; null when it is no time. */
    static @Nullable Instant read(String text) {
        try {
            return LocalDateTime.parse(text, ANSWERED).toInstant(JAKARTA);
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }
}
