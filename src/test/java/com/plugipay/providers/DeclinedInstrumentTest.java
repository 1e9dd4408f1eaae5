package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A buyer whose card PayPal refuses goes back and chooses another. PayPal repeats its answer for a known request id, so the next
 * capture needs another id: the refusals have to be counted.
 */
class DeclinedInstrumentTest {

    @Test
    void refusalsAreCounted() {
        ProviderDriver till = ProviderDriver.of(TestSandbox.shared(), PayPalFactory.KIND, Method.PAYPAL);
        String session = till.session();
        till.choose(session).expect(200);
        for (int refusals = 1; refusals <= 2; refusals++) {
            till.act(session, "approve_declined");
            int counted = refusals;
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> till.attempt(session)
                                    .path("providerData")
                                    .path("instrumentDeclines")
                                    .asInt()
                            == counted);
            assertThat(till.attempt(session).path("status").asText()).isEqualTo("active");
        }

        till.pay(session);
        till.awaitSession(session, "complete");
    }
}
