package com.plugipay.overview;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;

/** When the days begin that are compared, and when the last of them ends: today, yesterday and the same day of the last week. */
record ComparedDays(Instant lastWeek, Instant afterLastWeek, Instant yesterday, Instant today, Instant tomorrow) {
    static ComparedDays at(Instant now, ZoneId zone) {
        ZonedDateTime day = now.atZone(zone);
        return new ComparedDays(start(day, -7), start(day, -6), start(day, -1), start(day, 0), start(day, 1));
    }

    /** When all days begin from the first one on, and when the last one ends. */
    static List<Instant> bounds(Instant now, ZoneId zone) {
        ZonedDateTime day = now.atZone(zone);
        return IntStream.rangeClosed(-7, 1).mapToObj(step -> start(day, step)).toList();
    }

    /** When another day begins: later than at midnight where the clocks are put forward at midnight. */
    static Instant start(ZonedDateTime day, long plusDays) {
        return day.toLocalDate().plusDays(plusDays).atStartOfDay(day.getZone()).toInstant();
    }
}
