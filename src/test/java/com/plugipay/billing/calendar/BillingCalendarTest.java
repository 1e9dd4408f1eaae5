package com.plugipay.billing.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The periods of subscriptions, through short months, leap years and clock changes. */
class BillingCalendarTest {
    /** Without clock changes; with one of an hour; with one of half an hour, in the south. */
    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("Asia/Jakarta"), ZoneId.of("Europe/Berlin"), ZoneId.of("Australia/Lord_Howe"));

    static Stream<ZoneId> zones() {
        return ZONES.stream();
    }

    @ParameterizedTest
    @MethodSource("zones")
    void everyAnchorDayIsKeptThroughFourYearsOfMonths(ZoneId zone) {
        for (int year = 2023; year <= 2026; year++) {
            for (LocalDate day = LocalDate.of(year, 1, 1); day.getYear() == year; day = day.plusDays(1)) {
                LocalDateTime anchor = day.atTime(14, 30);
                BillingCalendar calendar = calendar(anchor, BillingInterval.MONTH, 1, zone);
                for (int month = 0; month < 48; month++) {
                    YearMonth billed = YearMonth.from(anchor).plusMonths(month);
                    LocalDate expected = billed.atDay(Math.min(day.getDayOfMonth(), billed.lengthOfMonth()));
                    assertThat(calendar.period(month).start())
                            .as("%s, month %d", anchor, month)
                            .isEqualTo(expected.atTime(14, 30).atZone(zone).toInstant());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("zones")
    void periodsFollowEachOtherAndEveryMomentIsInOne(ZoneId zone) {
        for (BillingInterval interval : BillingInterval.values()) {
            for (int count : new int[] {1, 2, 3}) {
                for (LocalTime time : List.of(LocalTime.MIDNIGHT, LocalTime.of(2, 15), LocalTime.of(23, 59, 59))) {
                    LocalDateTime anchor = LocalDate.of(2024, 2, 29).atTime(time);
                    BillingCalendar calendar = calendar(anchor, interval, count, zone);
                    IntStream.range(0, 800).forEach(number -> {
                        BillingPeriod period = calendar.period(number);
                        assertThat(period.end())
                                .isEqualTo(calendar.period(number + 1).start());
                        for (Instant moment : List.of(
                                period.start(),
                                period.start().plusSeconds(1),
                                period.end().minusMillis(1))) {
                            assertThat(calendar.numberAt(moment)).isEqualTo(number);
                            assertThat(calendar.periodAt(moment)).isEqualTo(period);
                        }
                    });
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} {2} in {3}")
    @CsvSource(textBlock = """
            MONTH, 1, 2023-01-31T00:00, Asia/Jakarta,        2023-02-28T00:00+07:00
            MONTH, 1, 2024-01-31T00:00, Asia/Jakarta,        2024-02-29T00:00+07:00
            YEAR,  1, 2024-02-29T12:00, Asia/Jakarta,        2025-02-28T12:00+07:00
            DAY,   1, 2026-03-28T02:30, Europe/Berlin,       2026-03-29T03:30+02:00
            DAY,   1, 2026-10-24T02:30, Europe/Berlin,       2026-10-25T02:30+02:00
            DAY,   1, 2026-10-03T02:15, Australia/Lord_Howe, 2026-10-04T02:45+11:00
            WEEK,  1, 2026-03-24T09:00, Europe/Berlin,       2026-03-31T09:00+02:00
            MONTH, 3, 2026-11-30T08:00, Europe/Berlin,       2027-02-28T08:00+01:00
            """)
    void thePeriodEndsAsTheCalendarOfItsZoneSays(
            BillingInterval interval, int count, LocalDateTime anchor, ZoneId zone, ZonedDateTime end) {
        assertThat(calendar(anchor, interval, count, zone).period(0).end()).isEqualTo(end.toInstant());
    }

    @Test
    void anAnchorInAnHourThatOccursTwiceIsKept() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant second = Instant.parse("2026-10-25T01:30:00Z");
        assertThat(new BillingCalendar(second, BillingInterval.DAY, 1, berlin).period(0))
                .isEqualTo(new BillingPeriod(second, Instant.parse("2026-10-26T01:30:00Z")));
    }

    @Test
    void aMomentBeforeTheAnchorIsInNoPeriod() {
        BillingCalendar calendar =
                calendar(LocalDateTime.of(2026, 1, 1, 0, 0), BillingInterval.MONTH, 1, ZONES.getFirst());
        assertThatThrownBy(() -> calendar.numberAt(calendar.anchor().minusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPeriodIsAtMostThreeYears() {
        for (BillingInterval interval : BillingInterval.values()) {
            assertThatThrownBy(
                            () -> new BillingCalendar(Instant.EPOCH, interval, interval.most() + 1, ZONES.getFirst()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static BillingCalendar calendar(LocalDateTime anchor, BillingInterval interval, int count, ZoneId zone) {
        return new BillingCalendar(anchor.atZone(zone).toInstant(), interval, count, zone);
    }
}
