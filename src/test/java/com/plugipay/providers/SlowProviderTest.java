package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.TestSandbox;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One provider takes its time over every answer: those who paid at another do not notice. */
class SlowProviderTest {
    /** Until the test clears it, and shorter than the gateway waits. */
    private static final String SLOW = "{\"delay\":{\"probability\":1,\"delayMs\":45000}}";

    private static final int TIMEOUT_MS = 50_000;

    /** More than are looked up at once. */
    private static final int LOOK_UPS = 60;

    /** More than are worked off at once when they come one by one. */
    private static final int CALLBACKS = 10;

    @Test
    void itsStatusQueriesDelayNoOthers() {
        try (TestSandbox sandbox = TestSandbox.start(1, TIMEOUT_MS)) {
            ProviderDriver slow = ProviderDriver.of(sandbox, XenditFactory.KIND, Method.QRIS);
            ProviderDriver quick = ProviderDriver.of(sandbox, MidtransFactory.KIND, Method.QRIS);
            slow.hearNothing();
            quick.hearNothing();
            List<String> waiting = chosen(slow, LOOK_UPS);
            String paid = chosen(quick, 1).getFirst();
            waiting.forEach(slow::pay);
            quick.pay(paid);
            sandbox.faults(XenditFactory.KIND, SLOW);

            quick.findOut();

            quick.awaitSession(paid, "complete");
            requireNoneComplete(slow, waiting);
            sandbox.clearFaults(XenditFactory.KIND);
            waiting.forEach(session -> slow.awaitSession(session, "complete"));
        }
    }

    /** Each of Midtrans's callbacks leads to a question. */
    @Test
    void itsCallbacksHoldUpNobodyElses() {
        try (TestSandbox sandbox = TestSandbox.start(2, TIMEOUT_MS)) {
            ProviderDriver slow = ProviderDriver.of(sandbox, MidtransFactory.KIND, Method.QRIS);
            ProviderDriver quick = ProviderDriver.of(sandbox, XenditFactory.KIND, Method.QRIS);
            List<String> waiting = chosen(slow, CALLBACKS);
            String paid = chosen(quick, 1).getFirst();
            sandbox.faults(MidtransFactory.KIND, SLOW);
            waiting.forEach(slow::pay);

            quick.pay(paid);

            quick.awaitSession(paid, "complete");
            requireNoneComplete(slow, waiting);
            sandbox.clearFaults(MidtransFactory.KIND);
            waiting.forEach(session -> slow.awaitSession(session, "complete"));
        }
    }

    private static List<String> chosen(ProviderDriver till, int number) {
        List<String> sessions = Stream.generate(till::session).limit(number).toList();
        sessions.forEach(session -> till.choose(session).expect(200));
        return sessions;
    }

    private static void requireNoneComplete(ProviderDriver till, List<String> sessions) {
        assertThat(sessions)
                .noneMatch(session -> till.api
                        .get("/v1/checkout-sessions/" + session)
                        .text("status")
                        .equals("complete"));
    }
}
