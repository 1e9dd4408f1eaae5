package com.plugipay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Xendit may hold several payment requests under one reference, when its answers were lost. The end of one of them says
 * nothing of the one that the buyer was shown.
 */
class OtherPaymentRequestTest {
    private final TestSandbox sandbox = TestSandbox.start(7);
    private final Api api = sandbox.merchant(XenditFactory.KIND);
    private final StoredCallbacks inbox = new StoredCallbacks(sandbox, api);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void endsNoAttemptThatCanStillBePaid() {
        StartedCheckout purchase = StartedCheckout.of(api, "bni_va", "IDR", 150_000);

        expire(purchase, "pr-lost");

        assertThat(inbox.reasons()).isEmpty();
        assertThat(purchase.read().path("status").asText()).isEqualTo("active");
        sandbox.faults(XenditFactory.KIND, "{\"dropped_callback\":{\"probability\":1}}");
        sandbox.act(XenditFactory.KIND, purchase.attempt(), "pay");
        sandbox.clock().advance(Duration.ofMinutes(6));
        purchase.awaitPaid();
    }

    @Test
    void endsNoAttemptWhoseCancellationIsNotConfirmed() {
        StartedCheckout purchase = StartedCheckout.of(api, "bni_va", "IDR", 150_000);
        sandbox.faults(
                XenditFactory.KIND, "{\"server_error\":{\"probability\":1},\"dropped_callback\":{\"probability\":1}}");
        api.post("/v1/checkout-sessions/" + purchase.session() + "/cancel", "").expect(200);
        sandbox.act(XenditFactory.KIND, purchase.attempt(), "pay");

        expire(purchase, "pr-lost");

        assertThat(inbox.reasons()).containsExactly("provider_timeout");
        sandbox.faults(XenditFactory.KIND, "{}");
        sandbox.clock().advance(Duration.ofHours(1));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(purchase.read().path("status").asText()).isEqualTo("succeeded"));
    }

    private void expire(StartedCheckout purchase, String request) {
        api.raw(
                        "POST",
                        "/v1/inbound-webhooks/xendit/" + api.key().apiKey().workspaceId(),
                        """
                        {"event":"payment_request.expiry","data":{"reference_id":"%s","payment_request_id":"%s","type":"PAY",
                         "currency":"IDR","request_amount":150000,"channel_code":"BNI_VIRTUAL_ACCOUNT","status":"EXPIRED"}}""".formatted(purchase.attempt(), request).getBytes(StandardCharsets.UTF_8),
                        Map.of("x-callback-token", XenditCallbackSender.TOKEN))
                .expect(200);
    }
}
