package com.plugipay.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.sandbox.Sandbox;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A callback with characters that Postgres cannot store as text is stored all the same. */
class UnstorableCallbackTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"payment.capture\",\"data\":{\"payment_id\":\"py-1\",\"status\":\"A\\u0000B\"}}",
                "{\"event\":\"payment\\u0000capture\",\"data\":{\"payment_id\":\"py-1\",\"status\":\"SUCCEEDED\"}}",
                "{\"event\":\"refund.failed\",\"data\":{\"id\":\"rfd-\\ud800\",\"status\":\"\\ud800\"}}"
            })
    void isStoredAllTheSame(String body) {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            Api api = sandbox.merchant(XenditFactory.KIND);
            String token = Sandbox.account(XenditFactory.KIND, 0).getString("callbackToken");
            String target = "/v1/inbound-webhooks/xendit/" + api.key().apiKey().workspaceId();

            assertThat(api.raw("POST", target, body.getBytes(StandardCharsets.UTF_8), Map.of("x-callback-token", token))
                            .status())
                    .isEqualTo(200);
        }
    }
}
