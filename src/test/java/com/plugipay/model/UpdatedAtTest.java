package com.plugipay.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UpdatedAtTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T08:00:00.123Z, 2026-11-22T08:00:00.124Z, 2026-11-22T08:00:00.124Z",
        "2026-11-22T08:00:00.123Z, 2026-11-22T08:00:00.123Z, 2026-11-22T08:00:00.124Z",
        "2026-11-22T08:00:00.123Z, 2026-11-22T07:59:59.999Z, 2026-11-22T08:00:00.124Z",
        "2026-11-22T08:00:00.123Z, 2026-11-22T08:00:00.123999Z, 2026-11-22T08:00:00.124Z",
        "2026-11-22T08:00:00.123999Z, 2026-11-22T08:00:00.124001Z, 2026-11-22T08:00:00.124Z"
    })
    void risesByTheSmallestTimeThatResponsesShow(Instant before, Instant now, Instant after) {
        assertThat(UpdatedAt.after(before, now)).isEqualTo(after);
    }
}
