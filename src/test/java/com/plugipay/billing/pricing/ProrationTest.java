package com.plugipay.billing.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.billing.calendar.BillingPeriod;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a period is divided, nothing of its amount is lost or added. */
class ProrationTest {
    private static final Instant START = Instant.parse("2028-02-01T00:00:00Z");
    private static final BillingPeriod FEBRUARY = new BillingPeriod(START, Instant.parse("2028-03-01T00:00:00Z"));

    private final SplittableRandom random = new SplittableRandom();

    @ParameterizedTest
    @CsvSource({
        "100000, 0,      0",
        "100000, 1,      0",
        "100000, 13,     1",
        "100000, 864000, 34483",
        "100000, 1252800, 50000",
        "100000, 2505600, 100000",
        "1,      1252799, 0",
        "1,      1252800, 1",
        "0,      1000,   0",
        "1000000000000, 1252801, 500000399106"
    })
    void whatWasUsedIsInProportionToTheSecondsAndRoundedHalfUp(long amount, long second, long used) {
        Instant at = START.plusSeconds(second);
        assertThat(Proration.used(amount, FEBRUARY, at)).isEqualTo(used);
        assertThat(Proration.unused(amount, FEBRUARY, at)).isEqualTo(amount - used);
    }

    @Test
    void outsideOfThePeriodNothingOrAllIsUsed() {
        assertThat(Proration.used(1_000, FEBRUARY, START.minusSeconds(9))).isZero();
        assertThat(Proration.unused(1_000, FEBRUARY, START.plus(Duration.ofDays(40))))
                .isZero();
    }

    /** Each change credits what is left of one price and charges what is left of the next. */
    @RepeatedTest(200)
    void anyNumberOfChangesAddUpToWhatWasUsedOfEachPrice() {
        BillingPeriod period = new BillingPeriod(START, START.plusSeconds(random.nextLong(1, 100_000_000)));
        long amount = random.nextLong(1_000_000_000_000L);
        long billed = amount;
        long used = 0;
        Instant from = START;
        int changes = random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            Instant at = from.plusSeconds(
                    random.nextLong(Duration.between(from, period.end()).toSeconds() + 1));
            long usedOfThis = Proration.used(amount, period, at) - Proration.used(amount, period, from);
            assertThat(usedOfThis).isNotNegative();
            used += usedOfThis;
            billed -= Proration.unused(amount, period, at);
            amount = random.nextLong(1_000_000_000_000L);
            billed += Proration.unused(amount, period, at);
            from = at;
        }
        used += amount - Proration.used(amount, period, from);
        assertThat(billed).isEqualTo(used);
    }
}
