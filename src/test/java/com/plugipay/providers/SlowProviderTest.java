package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.TestSandbox;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One provider takes its time over every answer: those who paid at another do not notice. */
class SlowProviderTest {
    /** More than are looked up at once. */
    private static final int MANY = 60;

    @Test
    void holdsUpNobodyElse() {
        try (TestSandbox sandbox = TestSandbox.start(1)) {
            Till slow = Till.of(sandbox, ProviderKind.XENDIT, Method.QRIS);
            Till quick = Till.of(sandbox, ProviderKind.MIDTRANS, Method.QRIS);
            slow.hearNothing();
            quick.hearNothing();
            List<String> waiting = Stream.generate(() -> paid(slow)).limit(MANY).toList();
            String paid = paid(quick);
            sandbox.faults(ProviderKind.XENDIT, "{\"delay\":{\"probability\":1,\"delayMs\":4000}}");

            quick.findOut();

            quick.awaitSession(paid, "complete");
            assertThat(waiting)
                    .noneMatch(session -> slow.api
                            .get("/v1/checkout-sessions/" + session)
                            .text("status")
                            .equals("complete"));
            sandbox.faults(ProviderKind.XENDIT, "{}");
            waiting.forEach(session -> slow.awaitSession(session, "complete"));
        }
    }

    private static String paid(Till till) {
        String session = till.session();
        till.choose(session).expect(200);
        till.pay(session);
        return session;
    }
}
