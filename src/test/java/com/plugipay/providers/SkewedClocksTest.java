package com.plugipay.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.ProviderKind;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Ids are made by clocks, and those of two nodes differ: the attempt under way need not be the one with the newest id. */
class SkewedClocksTest {
    private static final Duration SKEW = Duration.ofSeconds(20);

    @Test
    void whoChoosesAgainOnANodeThatIsBehindGoesOnAndPays() {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            Api api = sandbox.merchant(ProviderKind.XENDIT);
            String session = api.post("/v1/checkout-sessions", """
                    {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                     "cancelUrl":"https://shop.example/no"}""").expect(201).id();
            choose(api, session, "bca_va");
            sandbox.clock().advance(SKEW.negated());
            String second = choose(api, session, "qris");
            assertThat(second)
                    .isLessThan(attempts(api, session).path(0).path("id").asText());

            assertThat(choose(api, session, "qris")).isEqualTo(second);

            sandbox.act(ProviderKind.XENDIT, second, "pay");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> api.get("/v1/checkout-sessions/" + session)
                            .text("status")
                            .equals("complete"));
        }
    }

    /** The id of the attempt that is under way then. */
    private static String choose(Api api, String session, String method) {
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}")
                .expect(200);
        return attempts(api, session)
                .valueStream()
                .filter(attempt -> attempt.path("status").asText().equals("active"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
    }

    private static JsonNode attempts(Api api, String session) {
        return api.get("/v1/payment-attempts?checkoutSessionId=" + session)
                .expect(200)
                .data();
    }
}
