package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.paymentmethods.CardOwner;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The README's commands about stored payment methods and the collection of invoices. */
class ReadmeBillingTest {
    private final TestSandbox sandbox = TestSandbox.shared();
    private final Api api = sandbox.merchant(XenditFactory.KIND);
    private final CardOwner owner = new CardOwner(api);

    @Test
    void storedMethodsAreChargedAsPrinted() throws Exception {
        assertThat(run("stored", owner.store(CardOwner.GOOD)))
                .contains("\"purpose\":\"setup\"")
                .contains("Visa •••• 1000")
                .contains("\"status\":\"succeeded\"");
    }

    @Test
    void subscriptionsAreCollectedAsPrinted() throws Exception {
        assertThat(run("collection", owner.store(CardOwner.GOOD))).contains("\"retryAfterDays\":[2,4,10]");
        Awaitility.await()
                .until(
                        () -> api.get("/v1/invoices")
                                .data()
                                .path(0)
                                .path("status")
                                .asText(),
                        status -> status.equals("paid"));
    }

    private String run(String snippet, String method) throws Exception {
        String plan = api.post("/v1/plans", """
                {"name":"Pro","interval":"month","amount":100000,"currency":"IDR"}""").expect(201).id();
        String output = Readme.shell(
                Readme.snippet(snippet),
                Map.of(
                        "BASE_URL", sandbox.gateway().baseUrl(),
                        "KEY_ID", api.key().apiKey().keyId(),
                        "SECRET", api.key().secret(),
                        "CUSTOMER", owner.customer(),
                        "PLAN", plan,
                        "METHOD", method));
        assertThat(output).doesNotContain("\"code\"");
        return output;
    }
}
