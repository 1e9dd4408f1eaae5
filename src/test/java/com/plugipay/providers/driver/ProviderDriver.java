package com.plugipay.providers.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/**
 * A merchant with one provider, one method and one price, so that the same test can run at each provider. Each subclass acts as
 * the buyer and the provider, and reads the provider's records.
 */
public abstract class ProviderDriver {
    public final TestSandbox sandbox;
    public final ProviderKind kind;
    public final Method method;
    public final Api api;
    public final String currency;
    public final long price;

    public ProviderDriver(TestSandbox sandbox, ProviderKind kind, Method method) {
        this.sandbox = sandbox;
        this.kind = kind;
        this.method = method;
        this.api = sandbox.merchant(kind);
        this.currency = method == Method.PAYPAL ? "USD" : "IDR";
        this.price = method == Method.PAYPAL ? 4_900 : 150_000;
    }

    public static ProviderDriver of(TestSandbox sandbox, ProviderKind kind, Method method) {
        return kind == ManualFactory.KIND ? new ManualDriver(sandbox) : new StandInDriver(sandbox, kind, method);
    }

    /** Pays as the buyer by the method that was chosen in the session. */
    public abstract void pay(String session);

    /** Pays as the buyer a payment without a session. */
    public abstract void payDirectly(String payment);

    /** Lets the buyer's try fail. */
    public abstract void decline(String session);

    /** Returns the session in which the buyer can try again after that. */
    public abstract String sessionAfterDecline(String session);

    /** Lets the attempt expire. */
    public abstract void lapse(String session);

    /** Returns the failure code of an expired attempt. */
    public abstract String lapsedCode();

    /** Drops all callbacks from now on. */
    public abstract void hearNothing();

    /** Finds the payments without callbacks. */
    public abstract void findOut();

    /** Sends every callback twice from now on, concurrently, in any order, and with contradicting ones. */
    public abstract void hearEverythingTwice();

    /** Chooses a method whose answer is lost. */
    public abstract void loseCharge(String session);

    /** Makes a refund whose answer is lost. */
    public abstract Answer loseRefund(String payment, long amount);

    /** Requests a refund that is refused. */
    public abstract void refuseRefund(String payment);

    /** The sum of the payments at the provider for this merchant, in minor units. */
    public abstract long taken();

    /** The sum of the refunds at the provider for this merchant, in minor units. */
    public abstract long returned();

    /** Creates a session that expires in an hour. */
    public final String session() {
        return session(3600);
    }

    public final String session(int seconds) {
        return api.post("/v1/checkout-sessions", """
                {"amount":%d,"currency":"%s","expiresInSec":%d,"successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""".formatted(price, currency, seconds))
                .expect(201)
                .id();
    }

    /** Chooses the method as the buyer. */
    public final Answer choose(String session) {
        return choose(session, method);
    }

    /** Chooses another method as the buyer. */
    public final Answer choose(String session, Method chosen) {
        return api.post(
                "/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + chosen.text() + "\"}");
    }

    /** The id of the newest attempt, which is the reference at the provider. */
    public final JsonNode attempt(String session) {
        return api.get("/v1/payment-attempts?checkoutSessionId=" + session)
                .expect(200)
                .data()
                .path(0);
    }

    public final JsonNode awaitAttempt(String session, String status) {
        return Awaitility.await("attempt to be " + status)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> attempt(session),
                        attempt -> attempt.path("status").asText().equals(status));
    }

    /** Performs an action of the buyer, the bank or the merchant at the provider, on the newest attempt. */
    public final void act(String session, String deed) {
        sandbox.act(kind, attempt(session).path("id").asText(), deed);
    }

    /** Chooses, pays, and waits for the payment. */
    public final String paid() {
        String session = session();
        choose(session).expect(200);
        pay(session);
        return awaitSession(session, "complete").path("paymentId").asText();
    }

    public final JsonNode awaitSession(String session, String status) {
        return await("/v1/checkout-sessions/" + session, status);
    }

    public final JsonNode awaitRefund(String refund, String status) {
        return await("/v1/refunds/" + refund, status);
    }

    public final JsonNode payment(String id) {
        return api.get("/v1/payments/" + id).expect(200).data();
    }

    /** Waits until an object is in that state. */
    public final JsonNode await(String target, String status) {
        return Awaitility.await(target + " to be " + status)
                .atMost(Duration.ofSeconds(45))
                .until(
                        () -> api.get(target).expect(200).data(),
                        object -> object.path("status").asText().equals(status));
    }

    /** Polls until no outcome is unknown. */
    public final void awaitNothingStuck() {
        Awaitility.await("nothing stuck")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(api.get("/v1/stuck").expect(200).data()).isEmpty());
    }

    public final Answer refund(String payment, long amount) {
        return refundLater(payment, amount).join();
    }

    /** Polls once, without waiting. */
    public CompletableFuture<Answer> refundLater(String payment, long amount) {
        return api.sendLater("POST", "/v1/refunds", "{\"paymentId\":\"%s\",\"amount\":%d}".formatted(payment, amount));
    }

    @Override
    public final String toString() {
        return kind + " " + method;
    }
}
