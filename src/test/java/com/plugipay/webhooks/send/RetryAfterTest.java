package com.plugipay.webhooks.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0                                | 2026-11-22T00:00:00Z",
                "120                              | 2026-11-22T00:02:00Z",
                "  120                            | 2026-11-22T00:02:00Z",
                "00120                            | 2026-11-22T00:02:00Z",
                "86400                            | 2026-11-23T00:00:00Z",
                "Sun, 22 Nov 2026 01:00:00 GMT    | 2026-11-22T01:00:00Z",
                "Sunday, 22-Nov-26 01:00:00 GMT   | 2026-11-22T01:00:00Z",
                "Sun Nov 22 01:00:00 2026         | 2026-11-22T01:00:00Z",
                "Sun, 22 Nov 2020 01:00:00 GMT    | 2020-11-22T01:00:00Z",
            })
    void readsSecondsAndDates(String header, Instant expected) {
        assertThat(RetryAfter.parse(header, NOW)).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "86401",
                "259200",
                "999999999",
                "9999999999",
                "9223372036854775807",
                "9223372036854775808",
                "99999999999999999999",
                "Mon, 23 Nov 2026 00:00:01 GMT",
                "Sun, 22 Nov 2099 01:00:00 GMT",
                "Fri, 31 Dec 9999 23:59:59 GMT"
            })
    void putsOffByADayAtMost(String header) {
        assertThat(RetryAfter.parse(header, NOW)).hasValue(Instant.parse("2026-11-23T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "-1",
                "+1",
                "1.5",
                "1e3",
                "0x10",
                "120 s",
                "120, 240",
                "\u0661\u0662\u0660",
                "2026-11-22T01:00:00Z",
                "Sun, 22 Nov 2026",
                "Sun, 22 Foo 2026 01:00:00 GMT",
                "Sun, 22 Nov 2026 25:00:00 GMT"
            })
    void ignoresWhatSaysNothing(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }

    @Test
    void ignoresAMissingOrEndlessHeader() {
        assertThat(RetryAfter.parse(null, NOW)).isEmpty();
        assertThat(RetryAfter.parse("9".repeat(8_000), NOW)).isEmpty();
        assertThat(RetryAfter.parse("Sun, 22 Nov 2026 01:00:00 GMT" + " ".repeat(8_000) + "x", NOW))
                .isEmpty();
    }
}
