package com.plugipay.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How many requests are allowed, how many are left, and when there are more. */
class BucketsTest {
    private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
    private final Buckets<String> buckets = new Buckets<>(Rate.perSecond(2), new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void tenSecondsWorthMayComeAtATimeAndThenTheRate() {
        for (int left = 19; left >= 0; left--) {
            assertThat(buckets.take("one"))
                    .isEqualTo(new Allowance(true, 20, left, Duration.ZERO, Duration.ofMillis(500L * (20 - left))));
        }
        assertThat(buckets.take("one"))
                .isEqualTo(new Allowance(false, 20, 0, Duration.ofMillis(500), Duration.ofSeconds(10)));

        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(buckets.take("one").isGranted()).isTrue();
        assertThat(buckets.take("one").isGranted()).isFalse();
    }

    @Test
    void eachKeyHasItsOwnBucket() {
        while (buckets.take("one").isGranted()) {}
        assertThat(buckets.take("another").remaining()).isEqualTo(19);
    }

    @Test
    void anExpensiveRequestTakesWhatIsLeft() {
        buckets.charge("one", 15);
        assertThat(buckets.take("one").remaining()).isEqualTo(4);
        buckets.charge("one", 15);
        assertThat(buckets.take("one").isGranted()).isFalse();
    }
}
