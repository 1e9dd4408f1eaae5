package com.plugipay.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    @Test
    void theAgeOfAnIdIsThatOfItsTimestamp() {
        Duration age = Duration.ofMinutes(5);
        assertThat(Ids.isOlderThan(Ids.at(NOW.minus(age).minusMillis(1), "re"), age, NOW))
                .isTrue();
        assertThat(Ids.isOlderThan(Ids.at(NOW.minus(age), "re"), age, NOW)).isFalse();
        assertThat(Ids.isOlderThan(Ids.at(NOW, "re"), age, NOW)).isFalse();
        assertThat(Ids.isOlderThan(Ids.at(NOW.plus(age), "re"), age, NOW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re_", "re_1", "re_ZZZZZZZZZZZZZZZZZZZZZZZZZZZ"})
    void anInvalidIdHasNoAge(String text) {
        assertThat(Ids.isOlderThan(text, Duration.ZERO, NOW)).isFalse();
    }
}
