package com.plugipay.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.Ulid;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
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

    /** The id of a checkout session is all that its buyer has to show. */
    @Test
    void idsOfOneMomentShareNothingButTheMoment() {
        List<BigInteger> randoms = Stream.generate(() -> Ids.at(NOW, "sess"))
                .limit(2_000)
                .map(id -> new BigInteger(
                        1, Ulid.from(id.substring("sess_".length())).getRandom()))
                .sorted()
                .toList();
        for (int i = 1; i < randoms.size(); i++) {
            // A counter would step by little; among 2,000 values of 80 bits none are that near to each other.
            assertThat(randoms.get(i).subtract(randoms.get(i - 1))).isGreaterThan(BigInteger.TWO.pow(32));
        }
        for (int bit = 0; bit < 80; bit++) {
            int at = bit;
            assertThat(randoms.stream().filter(random -> random.testBit(at)).count())
                    .as("bit %d", bit)
                    .isBetween(700L, 1_300L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re_", "re_1", "re_ZZZZZZZZZZZZZZZZZZZZZZZZZZZ"})
    void anInvalidIdHasNoAge(String text) {
        assertThat(Ids.isOlderThan(text, Duration.ZERO, NOW)).isFalse();
    }
}
