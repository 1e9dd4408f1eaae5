package com.plugipay.sandbox.shop;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/** Amounts and times as the shop writes them for people: the Indonesian way, on Jakarta's clock. */
public final class Display {
    private static final Locale INDONESIA = Locale.of("id", "ID");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMM yyyy, HH.mm.ss 'WIB'", Locale.ENGLISH)
            .withZone(ZoneId.of("Asia/Jakarta"));

    private Display() {}

    /** Minor units as text: 95000 IDR is {@code Rp 95.000}, 4900 USD is {@code USD 49,00}. */
    public static String text(long minorUnits, String currency) {
        if (currency.equals("IDR")) {
            return "Rp\u00a0" + String.format(INDONESIA, "%,d", minorUnits);
        }
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        return currency + "\u00a0"
                + String.format(INDONESIA, "%,." + decimals + "f", BigDecimal.valueOf(minorUnits, decimals));
    }

    public static String time(Instant instant) {
        return TIME.format(instant);
    }
}
