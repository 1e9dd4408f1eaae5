package com.plugipay.errors;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.errors.RefusalLog.Refusal;
import com.plugipay.support.LogWatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** All refusals of a flood are counted, and some are logged. Other tests may log meanwhile. */
class RefusalLogTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RefusalLog refusals = new RefusalLog(metrics);

    @Test
    void aFloodIsLoggedInPart() {
        try (LogWatch log = LogWatch.of(RefusalLog.class.getName())) {
            for (int i = 0; i < 12_345; i++) {
                refusals.note(refusal(ErrorCode.INVALID_KEY), NOON.plusMillis(i % 1000));
            }
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("192.0.2.77"))
                    .hasSize(RefusalLog.LINES_A_SECOND);
            refusals.logOmitted(NOON.plusMillis(999));
            assertThat(log.lines()).noneMatch(line -> line.contains("omitted=\"12335\""));
            refusals.logOmitted(NOON.plusSeconds(1));
            refusals.logOmitted(NOON.plusSeconds(2));
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("omitted=\"12335\""))
                    .hasSize(1);
            refusals.note(refusal(ErrorCode.INVALID_KEY), NOON.plusSeconds(3));
            refusals.note(refusal(ErrorCode.FORBIDDEN), NOON.plusSeconds(3));
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("192.0.2.77"))
                    .hasSize(RefusalLog.LINES_A_SECOND + 2);
        }
        assertThat(metrics.get("plugipay.refusals")
                        .tag("cause", "invalid_key")
                        .counter()
                        .count())
                .isEqualTo(12_346);
    }

    @Test
    void anInvalidRequestIsNotLogged() {
        refusals.note(refusal(ErrorCode.VALIDATION_ERROR), NOON);
        assertThat(metrics.get("plugipay.refusals").counters()).allMatch(counter -> counter.count() == 0);
    }

    private static Refusal refusal(ErrorCode cause) {
        return new Refusal(cause, null, "192.0.2.77", "/v1/customers", "req_1");
    }
}
