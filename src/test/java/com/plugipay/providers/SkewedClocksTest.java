package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Ids contain the time of a node, and clocks differ: the attempt in progress need not have the newest id. */
class SkewedClocksTest {
    private static final Duration SKEW = Duration.ofSeconds(20);

    @Test
    void whoChoosesAgainOnANodeThatIsBehindGoesOnAndPays() {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            ProviderDriver till = ProviderDriver.of(sandbox, XenditFactory.KIND, Method.QRIS);
            String session = till.session();
            String first = choose(till, session, Method.BCA_VA);
            sandbox.clock().advance(SKEW.negated());
            String second = choose(till, session, Method.QRIS);
            assertThat(second).isLessThan(first);

            assertThat(choose(till, session, Method.QRIS)).isEqualTo(second);

            sandbox.act(XenditFactory.KIND, second, "pay");
            till.awaitSession(session, "complete");
        }
    }

    /** The id of the attempt that is in progress then. */
    private static String choose(ProviderDriver till, String session, Method method) {
        till.choose(session, method).expect(200);
        return till.api
                .get("/v1/payment-attempts?status=active")
                .data()
                .path(0)
                .path("id")
                .asText();
    }
}
