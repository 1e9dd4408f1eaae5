package com.plugipay.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.providers.xendit.XenditFactory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallbackPaceTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:30Z");
    private static final Tenant TENANT = new Tenant("ws_1", Mode.TEST);

    private final MinuteCounts counts = new MinuteCounts();

    @Test
    void takesUpToTheLimitInEachMinute() {
        assertThat(takenOf(5, 3, NOW)).isEqualTo(3);
        assertThat(takenOf(5, 3, NOW.plusSeconds(29))).isZero();
        assertThat(takenOf(5, 3, NOW.plusSeconds(30))).isEqualTo(3);
        assertThat(counts.take(new Tenant("ws_1", Mode.LIVE), XenditFactory.KIND, NOW, 1))
                .isTrue();
        assertThat(counts.take(TENANT, ManualFactory.KIND, NOW, 1)).isTrue();
    }

    @Test
    void takesNoMoreThanTheQuota() {
        assertThat(takenOf(31, 30, NOW)).isEqualTo(30);
        assertThat(counts.take(TENANT, XenditFactory.KIND, NOW, 30)).isFalse();
        assertThat(counts.take(TENANT, XenditFactory.KIND, NOW.plusSeconds(30), 30))
                .isTrue();
    }

    @Test
    void countsWhatOtherNodesHaveTrusted() {
        assertThat(takenOf(2, 10, NOW)).isEqualTo(2);
        counts.atLeast(TENANT, XenditFactory.KIND, NOW, 8);
        counts.atLeast(TENANT, XenditFactory.KIND, NOW, 5);
        assertThat(takenOf(5, 10, NOW)).isEqualTo(2);
    }

    @Test
    void theLimitIsThePeakOrWhatIsExpectedOfANewAccount() {
        assertThat(CallbackPace.NEW.limit(60, NOW)).isEqualTo(60);
        assertThat(new CallbackPace(30, 0, null).limit(60, NOW)).isEqualTo(60);
        assertThat(new CallbackPace(600, 0, null).limit(60, NOW)).isEqualTo(600);
    }

    @Test
    void afterAMismatchTheLimitIsThePeakSince() {
        CallbackPace mismatched = new CallbackPace(600, 0, NOW);
        assertThat(mismatched.limit(60, NOW.plusSeconds(90))).isZero();
        assertThat(new CallbackPace(600, 25, NOW).limit(60, NOW.plusSeconds(90)))
                .isEqualTo(25);
        assertThat(mismatched.limit(60, NOW.plus(Duration.ofHours(25)))).isEqualTo(600);
    }

    private int takenOf(int callbacks, int most, Instant moment) {
        int taken = 0;
        for (int i = 0; i < callbacks; i++) {
            taken += counts.take(TENANT, XenditFactory.KIND, moment, most) ? 1 : 0;
        }
        return taken;
    }
}
