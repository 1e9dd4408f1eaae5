package com.plugipay.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NoticePaceTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:30Z");

    private final NoticePace pace = new NoticePace();

    @Test
    void takesSoManyAMinuteAsOrdinary() {
        assertThat(ordinaryOf(5, 3, NOW)).isEqualTo(3);
        assertThat(ordinaryOf(5, 3, NOW.plusSeconds(29))).isZero();
        assertThat(ordinaryOf(5, 3, NOW.plusSeconds(30))).isEqualTo(3);
    }

    @Test
    void believesATrueRushSoon() {
        ordinaryOf(100, 3, NOW);
        pace.answered(true);
        pace.answered(true);

        assertThat(ordinaryOf(100, 3, NOW.plusSeconds(60))).isEqualTo(23);
    }

    /** What is confirmed at an ordinary pace says nothing of a faster one. */
    @Test
    void learnsNothingFromWhatIsOrdinary() {
        ordinaryOf(3, 3, NOW);
        pace.answered(true);

        assertThat(ordinaryOf(100, 3, NOW.plusSeconds(60))).isEqualTo(3);
    }

    @Test
    void takesNothingAsOrdinaryOnceOneWasNotTrue() {
        ordinaryOf(100, 3, NOW);
        pace.answered(true);
        pace.answered(false);

        assertThat(ordinaryOf(100, 3, NOW.plusSeconds(60))).isZero();
        pace.answered(true);
        assertThat(ordinaryOf(100, 3, NOW.plusSeconds(120))).isEqualTo(10);
    }

    @Test
    void asksNoOftenerThanTheQuota() {
        for (int question = 0; question < 30; question++) {
            assertThat(pace.mayAsk(30, NOW)).isTrue();
        }
        assertThat(pace.mayAsk(30, NOW)).isFalse();
        assertThat(pace.mayAsk(30, NOW.plusSeconds(30))).isTrue();
    }

    private int ordinaryOf(int notices, int expected, Instant now) {
        int ordinary = 0;
        for (int notice = 0; notice < notices; notice++) {
            ordinary += pace.isOrdinary(expected, now) ? 1 : 0;
        }
        return ordinary;
    }
}
