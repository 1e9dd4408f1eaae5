package com.plugipay.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A provider that takes its time: the buyer's form is answered at once, and the page shows what comes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaitingBuyerTest {
    /** As long as the gateway waits for a provider here. */
    private static final int PATIENCE_MS = 20_000;

    private static final String SLOW = "{\"delay\":{\"probability\":1,\"delayMs\":15000}}";

    private final TestSandbox sandbox = TestSandbox.start(14, PATIENCE_MS);
    private final Api api = sandbox.merchant(MidtransFactory.KIND);

    @AfterAll
    void stop() {
        sandbox.close();
    }

    @Test
    void thePageWaitsForTheCodeAndShowsItByItself() {
        String page = session();
        sandbox.faults(MidtransFactory.KIND, SLOW);

        // The provider answers only when the fault is cleared below.
        assertThat(press(page, "charge", "method=qris").header("Location")).isEqualTo(page + "?go=1");
        assertThat(get(page + "?go=1").expect(200).body())
                .contains("Waiting for QRIS", "/live?state=WAITING.qris")
                .doesNotContain("http-equiv");
        get(page + "/live?state=WAITING.qris").expect(204);

        sandbox.clearFaults(MidtransFactory.KIND);
        Answer then = changed(page + "/live?state=WAITING.qris");
        assertThat(then.body()).contains("data-title", "<svg class=\"code\"");
    }

    @Test
    void whoWaitsForThePageOfAProviderIsLedThere() {
        String page = session();
        sandbox.faults(MidtransFactory.KIND, SLOW);

        assertThat(press(page, "charge", "method=card").header("Location")).isEqualTo(page + "?go=1");
        assertThat(get(page + "?go=1").body()).contains("/live?state=WAITING.card");

        sandbox.clearFaults(MidtransFactory.KIND);
        assertThat(changed(page + "/live?state=WAITING.card").body()).contains("data-leave=\"yes\"");
        assertThat(get(page + "?go=1").body()).contains("data-leave=\"yes\"");
        assertThat(get(page).body()).contains("checking your payment").doesNotContain("data-leave");
    }

    @Test
    void aMethodThatIsBeingLeftSaysSo() {
        String page = session();
        press(page, "charge", "method=qris");
        sandbox.faults(MidtransFactory.KIND, SLOW);

        String location = press(page, "change", "").header("Location");
        assertThat(location).isEqualTo(page + "?notice=letting_go");
        assertThat(get(location).body()).contains("once this payment is canceled", "<svg class=\"code\"");

        sandbox.clearFaults(MidtransFactory.KIND);
        assertThat(changed(page + "/live?state=QR.qris").body()).contains("name=\"method\" value=\"qris\"");
    }

    private String session() {
        String id = api.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
        return "/c/" + id;
    }

    private Answer changed(String live) {
        return Awaitility.await().until(() -> get(live), answer -> answer.status() == 200);
    }

    private Answer press(String page, String form, String fields) {
        return api.raw(
                        "POST",
                        page + '/' + form,
                        fields.getBytes(StandardCharsets.UTF_8),
                        Map.of("Content-Type", "application/x-www-form-urlencoded"))
                .expect(303);
    }

    private Answer get(String target) {
        return api.raw("GET", target, new byte[0], Map.of("Accept-Language", "en"));
    }
}
