package com.plugipay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Api;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * A session for which the buyer has chosen a method.
 *
 * @param attempt the charge, which is the reference that the provider knows
 */
record StartedCheckout(Api api, String session, String attempt, String providerReference) {

    static StartedCheckout of(Api api, String method, String currency, long amount) {
        String session = api.post("/v1/checkout-sessions", """
                {"amount":%d,"currency":"%s","successUrl":"https://shop.example/ok","cancelUrl":"https://shop.example/no"}""".formatted(amount, currency))
                .expect(201)
                .id();
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}")
                .expect(200);
        JsonNode attempt = api.get("/v1/payment-attempts?checkoutSessionId=" + session)
                .expect(200)
                .data()
                .path(0);
        return new StartedCheckout(
                api,
                session,
                attempt.path("id").asText(),
                attempt.path("providerReference").asText());
    }

    String status() {
        return api.get("/v1/checkout-sessions/" + session).expect(200).text("status");
    }

    JsonNode read() {
        return api.get("/v1/payment-attempts/" + attempt).expect(200).data();
    }

    JsonNode payment() {
        return api.get("/v1/payments?checkoutSessionId=" + session)
                .expect(200)
                .data()
                .path(0);
    }

    void awaitPaid() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(status()).isEqualTo("complete"));
    }
}
