package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.support.Answer;
import com.plugipay.support.TestSandbox;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A buyer comes back from a provider's page without a payment: after a declined card, or for another reason. */
class ComeBackTest {
    private static final TestSandbox SANDBOX = TestSandbox.shared();

    @ParameterizedTest
    @CsvSource({"xendit, CARD", "midtrans, CARD", "paypal, PAYPAL"})
    void onlyABuyerWhoHasNotPaidSeesThatNothingWasPaid(ProviderKind kind, Method method) {
        ProviderDriver till = ProviderDriver.of(SANDBOX, kind, method);
        String session = till.session();
        till.choose(session).expect(200);

        String location = comeBack(till, session).header("Location");
        assertThat(location).isEqualTo("/c/" + session + "?notice=unpaid");
        assertThat(get(till, location).body()).contains("id=\"notice\"", "If it was declined");
        assertThat(get(till, "/c/" + session).body()).doesNotContain("id=\"notice\"");

        till.pay(session);
        till.awaitSession(session, "complete");
        assertThat(comeBack(till, session).header("Location")).isEqualTo("/c/" + session);
        assertThat(get(till, location).body()).doesNotContain("id=\"notice\"");
    }

    private static Answer comeBack(ProviderDriver till, String session) {
        Answer answer = get(till, "/c/" + session + "/return");
        assertThat(answer.status()).isEqualTo(303);
        return answer;
    }

    private static Answer get(ProviderDriver till, String path) {
        return till.api.raw("GET", path, new byte[0], Map.of());
    }
}
