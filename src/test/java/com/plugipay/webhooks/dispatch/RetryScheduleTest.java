package com.plugipay.webhooks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {
    private static final Instant FIRST = Instant.parse("2026-11-22T00:00:00Z");

    /** Neither shorter nor longer. */
    private static final RandomGenerator MIDDLE = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public double nextDouble() {
            return 0.5;
        }
    };

    @Test
    void lastsThreeDays() {
        List<Duration> delays = new ArrayList<>();
        Instant now = FIRST;
        for (int attempts = 1; ; attempts++) {
            Optional<Instant> next = RetrySchedule.next(attempts, FIRST, now, MIDDLE);
            if (next.isEmpty()) {
                break;
            }
            delays.add(Duration.between(now, next.get()));
            now = next.get();
        }

        assertThat(delays)
                .extracting(Duration::toString)
                .containsExactly(
                        "PT10S", "PT1M", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT12H", "PT12H", "PT12H", "PT12H");
        assertThat(now).isBefore(FIRST.plus(RetrySchedule.WINDOW)).isAfter(FIRST.plus(Duration.ofHours(60)));
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 60", "3, 300", "7, 36000", "8, 43200", "30, 43200"})
    void spreadsEachDelayByATenth(int attempts, long seconds) {
        RandomGenerator random = new SplittableRandom(42);
        for (int i = 0; i < 1_000; i++) {
            Instant next = RetrySchedule.next(attempts, FIRST, FIRST, random).orElseThrow();
            assertThat(Duration.between(FIRST, next).toMillis()).isCloseTo(seconds * 1_000, within(seconds * 100));
        }
    }

    @Test
    void endsWhenTheNextAttemptWouldBePastTheWindow() {
        assertThat(RetrySchedule.next(1, FIRST, FIRST.plus(RetrySchedule.WINDOW), MIDDLE))
                .isEmpty();
        assertThat(RetrySchedule.next(9, FIRST, FIRST.plus(Duration.ofHours(61)), MIDDLE))
                .isEmpty();
        assertThat(RetrySchedule.next(9, FIRST, FIRST.plus(Duration.ofHours(60)), MIDDLE))
                .hasValue(FIRST.plus(RetrySchedule.WINDOW));
    }
}
