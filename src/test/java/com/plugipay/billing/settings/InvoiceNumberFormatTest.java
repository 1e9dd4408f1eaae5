package com.plugipay.billing.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How places are written as numbers. */
class InvoiceNumberFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INV-{year}-{number:6}    | 123      | UTC          | INV-2026-000123
            INV-{year}-{number:6}    | 1234567  | UTC          | INV-2026-1234567
            INV-{year}-{number:6}    | 1        | Asia/Jakarta | INV-2027-000001
            {number}/{month}-{year}  | 10       | Asia/Jakarta | 10/01-2027
            A {number:1} {year}      | 7        | UTC          | A 7 2026
            """)
    void thePlaceIsWrittenWithTheYearOfTheTimeZone(String pattern, long place, String zone, String expected) {
        Instant newYearInJakarta = Instant.parse("2026-12-31T17:30:00Z");
        assertThat(new InvoiceNumberFormat(pattern).text(place, newYearInJakarta.atZone(ZoneId.of(zone))))
                .isEqualTo(expected);
    }
}
