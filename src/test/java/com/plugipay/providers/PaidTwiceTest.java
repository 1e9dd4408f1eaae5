package com.plugipay.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.ProviderKind;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A code for a store's counter that is paid a second time while the first payment still waits for a person. */
class PaidTwiceTest {
    private static final long PRICE = 150_000;

    @Test
    void whatComesAgainAfterAnotherAmountWaitsForAPersonToo() {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            Api api = sandbox.merchant(ProviderKind.XENDIT);
            String session = api.post("/v1/checkout-sessions", """
                    {"amount":%d,"currency":"IDR","successUrl":"https://shop.example/ok",
                     "cancelUrl":"https://shop.example/no"}""".formatted(PRICE))
                    .expect(201)
                    .id();
            api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"indomaret\"}")
                    .expect(200);
            String reference = attempts(api, session).path(0).path("id").asText();
            sandbox.faults(ProviderKind.XENDIT, "{\"amount_mismatch\":{\"probability\":1}}");
            sandbox.act(ProviderKind.XENDIT, reference, "pay");
            await(api, session, found -> found.path(0).path("status").asText().equals("review"));

            sandbox.faults(ProviderKind.XENDIT, "{}");
            sandbox.act(ProviderKind.XENDIT, reference, "pay");

            JsonNode both = await(api, session, found -> found.size() == 2);
            assertThat(both).allMatch(attempt -> attempt.path("status").asText().equals("review"));
            assertThat(both)
                    .extracting(attempt ->
                            attempt.path("review").path("receivedAmount").asLong())
                    .contains(PRICE)
                    .doesNotHaveDuplicates();

            both.forEach(attempt -> api.post(
                            "/v1/payment-attempts/" + attempt.path("id").asText() + "/accept", "")
                    .expect(200));
            sandbox.clock().advance(Duration.ofHours(2));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> api.get("/v1/payments?status=succeeded")
                                    .data()
                                    .valueStream()
                                    .filter(payment ->
                                            payment.path("feeStatus").asText().equals("exact"))
                                    .count()
                            == 2);
        }
    }

    private static JsonNode await(Api api, String session, Predicate<JsonNode> until) {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> attempts(api, session), until);
    }

    private static JsonNode attempts(Api api, String session) {
        return api.get("/v1/payment-attempts?checkoutSessionId=" + session)
                .expect(200)
                .data();
    }
}
