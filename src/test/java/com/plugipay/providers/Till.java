package com.plugipay.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A merchant with one provider, one method and one price: what the same test does at each provider. */
final class Till {
    final TestSandbox sandbox;
    final ProviderKind kind;
    final Method method;
    final Api api;
    final String currency;
    final long price;

    Till(TestSandbox sandbox, ProviderKind kind, Method method) {
        this.sandbox = sandbox;
        this.kind = kind;
        this.method = method;
        this.api = sandbox.merchant(kind);
        this.currency = method == Method.PAYPAL ? "USD" : "IDR";
        this.price = method == Method.PAYPAL ? 4_900 : 150_000;
    }

    /** A session of an hour. */
    String session() {
        return session(3600);
    }

    String session(int seconds) {
        return api.post("/v1/checkout-sessions", """
                {"amount":%d,"currency":"%s","expiresInSec":%d,"successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""".formatted(price, currency, seconds))
                .expect(201)
                .id();
    }

    /** The buyer chooses the method. */
    Answer choose(String session) {
        return api.post(
                "/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method.text() + "\"}");
    }

    /** The newest attempt, which providers know as their reference. */
    JsonNode attempt(String session) {
        return api.get("/v1/payment-attempts?checkoutSessionId=" + session)
                .expect(200)
                .data()
                .path(0);
    }

    String reference(String session) {
        return attempt(session).path("id").asText();
    }

    /** The buyer does something on the provider's side. */
    void act(String session, String action) {
        sandbox.act(kind, reference(session), action);
    }

    /** The buyer chooses and pays, and the payment is there. */
    String paid() {
        String session = session();
        choose(session).expect(200);
        act(session, "pay");
        return awaitSession(session, "complete").path("paymentId").asText();
    }

    JsonNode awaitSession(String session, String status) {
        return await("/v1/checkout-sessions/" + session, status);
    }

    JsonNode awaitRefund(String refund, String status) {
        return await("/v1/refunds/" + refund, status);
    }

    JsonNode payment(String id) {
        return api.get("/v1/payments/" + id).expect(200).data();
    }

    /** Waits until an object is in that state. */
    JsonNode await(String target, String status) {
        return Awaitility.await(target + " to be " + status)
                .atMost(Duration.ofSeconds(45))
                .until(
                        () -> api.get(target).expect(200).data(),
                        object -> object.path("status").asText().equals(status));
    }

    /** Everything whose outcome was unknown is known. */
    void awaitNothingStuck() {
        Awaitility.await("nothing stuck")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(api.get("/v1/stuck").expect(200).data()).isEmpty());
    }

    Answer refund(String payment, long amount) {
        return api.post("/v1/refunds", "{\"paymentId\":\"%s\",\"amount\":%d}".formatted(payment, amount));
    }

    @Override
    public String toString() {
        return kind + " " + method;
    }
}
