package com.plugipay.sandbox.shop;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as the shop writes them for people: on Jakarta's clock. */
public final class Display {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMM yyyy, HH.mm.ss 'WIB'", Locale.ENGLISH)
            .withZone(ZoneId.of("Asia/Jakarta"));

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneId.of("Asia/Jakarta"));

    private Display() {}

    /** The day without the time. */
    public static String day(Instant instant) {
        return DAY.format(instant);
    }

    public static String time(Instant instant) {
        return TIME.format(instant);
    }
}
