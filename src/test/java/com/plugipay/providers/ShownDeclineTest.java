package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.driver.ProviderDriver;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.TestSandbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A declined buyer sees the decline until there is another try, however the page is reached. */
class ShownDeclineTest {
    @Test
    void aDeclineOnTheProvidersPageIsShownThereAndAfterLeaving() {
        ProviderDriver till = ProviderDriver.of(TestSandbox.shared(), PayPalFactory.KIND, Method.PAYPAL);
        till.api.put("/v1/adapters/manual", """
            {"bankAccounts":[{"bankName":"BCA","accountNumber":"1","accountHolder":"PT"}]}""").expect(200);
        String session = till.session();
        till.choose(session).expect(200);
        till.act(session, "approve_declined");
        JsonNode declined = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> till.attempt(session),
                        attempt -> !attempt.path("failureCode").isNull());
        assertThat(declined.path("status").asText()).isEqualTo("active");
        assertThat(declined.path("failureCode").asText()).isEqualTo("declined");
        assertThat(declined.path("failureMessage").asText()).contains("INSTRUMENT_DECLINED");
        assertThat(page(till, session)).contains("Your last try was declined");
        assertThat(till.api
                        .raw("GET", "/c/" + session + "?notice=unpaid", new byte[0], Map.of())
                        .body())
                .contains("Your last try was declined");

        Answer left = till.api.raw(
                "POST",
                "/c/" + session + "/change",
                "x=1".getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));

        assertThat(left.header("Location")).isEqualTo("/c/" + session);
        assertThat(page(till, session)).contains("Your payment did not go through");
        till.choose(session, Method.BANK_TRANSFER).expect(200);
        assertThat(page(till, session)).doesNotContain("id=\"notice\"");
    }

    /** The reason is read from the attempt, so that no address has to contain it. */
    @Test
    void aDeclinedWalletIsShownAfterReloading() {
        ProviderDriver till = ProviderDriver.of(TestSandbox.shared(), XenditFactory.KIND, Method.GOPAY);
        String session = till.session();
        till.choose(session).expect(200);
        till.decline(session);
        JsonNode failed = till.awaitAttempt(session, "failed");
        assertThat(failed.path("failureCode").asText()).matches("[a-z_]+");
        assertThat(page(till, session)).contains("id=\"notice\"");
    }

    private static String page(ProviderDriver till, String session) {
        return till.api
                .raw("GET", "/c/" + session, new byte[0], Map.of("Accept-Language", "en"))
                .body();
    }
}
