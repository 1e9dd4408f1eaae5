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
 * A merchant with one provider, one method and one price: what the same test does at each provider. What the buyer and the
 * provider do for that, and what the provider's books say of it afterwards, each kind of till knows for itself.
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

    /** The buyer pays what was chosen in the session. */
    public abstract void pay(String session);

    /** The buyer pays a payment that was made without a session. */
    public abstract void payDirectly(String payment);

    /** It is tried and comes to nothing. */
    public abstract void decline(String session);

    /** The session in which the buyer can try again after that. */
    public abstract String sessionAfterDecline(String session);

    /** The time in which it can be paid goes by. */
    public abstract void lapse(String session);

    /** How an attempt fails whose time has gone by. */
    public abstract String lapsedCode();

    /** From now on nobody is told when money comes in. */
    public abstract void hearNothing();

    /** The money that nobody was told of is found. */
    public abstract void findOut();

    /** From now on everything is told twice, at once and in any order, and contradicted. */
    public abstract void hearEverythingTwice();

    /** The buyer chooses, and whoever was to answer is gone before the answer. */
    public abstract void loseCharge(String session);

    /** The refund is made, and whoever asked for it never learns that. */
    public abstract Answer loseRefund(String payment, long amount);

    /** A refund is asked for and refused. */
    public abstract void refuseRefund(String payment);

    /** What the provider has taken for this merchant, in minor units. */
    public abstract long taken();

    /** What the provider has given back for this merchant, in minor units. */
    public abstract long returned();

    /** A session of an hour. */
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

    /** The buyer chooses the method. */
    public final Answer choose(String session) {
        return choose(session, method);
    }

    /** The buyer chooses another one. */
    public final Answer choose(String session, Method chosen) {
        return api.post(
                "/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + chosen.text() + "\"}");
    }

    /** The newest attempt, which providers know as their reference. */
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

    /** Somebody does something at the provider with the newest attempt: the buyer, the bank, or the merchant. */
    public final void act(String session, String deed) {
        sandbox.act(kind, attempt(session).path("id").asText(), deed);
    }

    /** The buyer chooses and pays, and the payment is there. */
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

    /** Everything whose outcome was unknown is known. */
    public final void awaitNothingStuck() {
        Awaitility.await("nothing stuck")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(api.get("/v1/stuck").expect(200).data()).isEmpty());
    }

    public final Answer refund(String payment, long amount) {
        return refundLater(payment, amount).join();
    }

    /** The same without waiting. */
    public CompletableFuture<Answer> refundLater(String payment, long amount) {
        return api.sendLater("POST", "/v1/refunds", "{\"paymentId\":\"%s\",\"amount\":%d}".formatted(payment, amount));
    }

    @Override
    public final String toString() {
        return kind + " " + method;
    }
}
