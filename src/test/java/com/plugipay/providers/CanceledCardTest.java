package com.plugipay.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.ProviderKind;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** At Midtrans a card that was captured can still be canceled, by us or in the merchant's dashboard: its money goes back. */
class CanceledCardTest {
    private final TestSandbox sandbox = TestSandbox.shared();
    private final Api api = sandbox.merchant(ProviderKind.MIDTRANS);

    @Test
    void aCapturedCardThatIsCanceledIsRefunded() {
        String session = api.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"card\"}")
                .expect(200);
        String reference = api.get("/v1/payment-attempts?checkoutSessionId=" + session)
                .expect(200)
                .data()
                .path(0)
                .path("id")
                .asText();
        sandbox.act(ProviderKind.MIDTRANS, reference, "pay");
        String payment = await("/v1/checkout-sessions/" + session, "complete")
                .path("paymentId")
                .asText();

        sandbox.act(ProviderKind.MIDTRANS, reference, "cancel");

        JsonNode refunded = await("/v1/payments/" + payment, "refunded");
        assertThat(refunded.path("amountRefunded").asLong()).isEqualTo(150_000);
    }

    private JsonNode await(String target, String status) {
        return Awaitility.await(target)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> api.get(target).expect(200).data(),
                        object -> object.path("status").asText().equals(status));
    }
}
