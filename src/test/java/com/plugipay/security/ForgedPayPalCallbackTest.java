package com.plugipay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * PayPal signs a CRC-32 of the body: whoever has one notice can send any other body under its signature. No money may come or
 * go by that.
 */
class ForgedPayPalCallbackTest {
    private static final String CAPTURE = """
            {"id":"WH-1","event_type":"PAYMENT.CAPTURE.%s","filler":"%%s","resource":{"id":"%s","status":"%s",
             "amount":{"currency_code":"USD","value":"49.00"},"custom_id":"%s","invoice_id":"%s",
             "supplementary_data":{"related_ids":{"order_id":"%s"}}}}""";
    private static final String REFUND = """
            {"id":"WH-1","event_type":"PAYMENT.CAPTURE.%s","filler":"%%s","resource":{"id":"%s","status":"COMPLETED",
             "amount":{"currency_code":"USD","value":"%s"},"custom_id":"%s","links":[{"rel":"up","method":"GET",
             "href":"https://api.paypal.com/v2/payments/captures/%s"}]}}""";

    private final TestSandbox sandbox = TestSandbox.start(7);
    private final Api api = sandbox.merchant(PayPalFactory.KIND);
    private final StoredCallbacks inbox = new StoredCallbacks(sandbox, api);

    @SuppressWarnings("NullAway.Init")
    private PayPalInterceptor paypal;

    @BeforeEach
    void listen() throws IOException {
        paypal = new PayPalInterceptor(sandbox, api);
    }

    @AfterEach
    void close() {
        paypal.close();
        sandbox.close();
    }

    @Test
    void aForgedCallbackMakesNoPayment() {
        StartedCheckout bait = purchase();
        sandbox.act(PayPalFactory.KIND, bait.attempt(), "pay");
        PayPalInterceptor.Taken notice = paypal.next(body -> body.contains("CHECKOUT.ORDER.APPROVED"));
        StartedCheckout victim = purchase();

        paypal.passOn(
                        notice,
                        CAPTURE.formatted(
                                "COMPLETED",
                                "3C679366HH908993F",
                                "COMPLETED",
                                victim.attempt(),
                                victim.attempt(),
                                victim.providerReference()))
                .expect(200);

        assertThat(inbox.reasons()).isEmpty();
        assertThat(victim.status()).isEqualTo("open");
        assertThat(api.get("/v1/payments").data()).isEmpty();
        assertThat(book(victim, "paid")).isZero();
        assertThat(inbox.headers()).hasSize(1).noneMatch(headers -> headers.contains("paypal-"));
    }

    /** The callback is about a paid order at PayPal, and names another one. */
    @Test
    void aForgedCallbackPaysNothingWithAnotherOrder() {
        StartedCheckout paid = paid();
        StartedCheckout victim = purchase();

        paypal.passOn(
                        paypal.again(),
                        CAPTURE.formatted(
                                "COMPLETED",
                                captureOf(paid),
                                "COMPLETED",
                                victim.attempt(),
                                victim.attempt(),
                                paid.providerReference()))
                .expect(200);
        paypal.passOn(
                        paypal.again(),
                        CAPTURE.formatted(
                                "COMPLETED",
                                captureOf(paid),
                                "COMPLETED",
                                "att_unknown",
                                "att_unknown",
                                victim.providerReference()))
                .expect(200);

        assertThat(inbox.reasons()).isEmpty();
        assertThat(victim.status()).isEqualTo("open");
        assertThat(api.get("/v1/payments?status=succeeded").data()).hasSize(1);
    }

    @Test
    void aForgedCallbackRefundsNothingAndFailsNothing() {
        StartedCheckout paid = paid();
        StartedCheckout open = purchase();
        String capture = captureOf(paid);
        String order = paid.providerReference();

        for (String body : new String[] {
            REFUND.formatted("REFUNDED", "1JU08902781691411", "49.00", paid.attempt(), capture),
            REFUND.formatted("REVERSED", "1JU08902781691411", "49.00", paid.attempt(), capture),
            CAPTURE.formatted("REVERSED", capture, "COMPLETED", paid.attempt(), paid.attempt(), order),
            CAPTURE.formatted("DENIED", capture, "DECLINED", open.attempt(), open.attempt(), open.providerReference()),
            """
                    {"id":"WH-1","event_type":"CHECKOUT.PAYMENT-APPROVAL.REVERSED","filler":"%%s","resource":{"order_id":"%s",
                     "purchase_units":[{"custom_id":"%s"}]}}""".formatted(open.providerReference(), open.attempt())
        }) {
            paypal.passOn(paypal.again(), body).expect(200);
        }

        assertThat(inbox.reasons()).isEmpty();
        assertThat(paid.payment().path("status").asText()).isEqualTo("succeeded");
        assertThat(api.get("/v1/refunds").data()).isEmpty();
        assertThat(open.read().path("status").asText()).isEqualTo("active");
        assertThat(book(paid, "refunded")).isZero();
    }

    /** PayPal's result for one refund does not settle another pending one, nor one that PayPal does not know. */
    @Test
    void aForgedCallbackSettlesNoRefundByAnother() {
        StartedCheckout paid = paid();
        String capture = captureOf(paid);
        String done = refund(paid, 400);
        sandbox.faults(PayPalFactory.KIND, "{\"server_error\":{\"probability\":1}}");
        String lost = refund(paid, 400);
        sandbox.faults(PayPalFactory.KIND, "{}");
        String reference = api.get("/v1/refunds/" + done)
                .expect(200)
                .data()
                .path("providerReference")
                .asText();

        paypal.passOn(paypal.again(), REFUND.formatted("REFUNDED", reference, "4.00", lost, capture))
                .expect(200);
        paypal.passOn(paypal.again(), REFUND.formatted("REFUNDED", "NONE", "4.00", lost, capture))
                .expect(200);

        assertThat(inbox.reasons()).isEmpty();
        assertThat(api.get("/v1/refunds/" + lost).text("status")).isNotEqualTo("failed");
        assertThat(paid.payment().path("amountRefunded").asLong()).isLessThanOrEqualTo(book(paid, "refunded"));
    }

    private String refund(StartedCheckout paid, long amount) {
        return api.post(
                        "/v1/refunds",
                        "{\"paymentId\":\"%s\",\"amount\":%d}"
                                .formatted(paid.payment().path("id").asText(), amount))
                .expect(201)
                .id();
    }

    private StartedCheckout purchase() {
        return StartedCheckout.of(api, "paypal", "USD", 4_900);
    }

    /** A payment whose callback has arrived normally. */
    private StartedCheckout paid() {
        StartedCheckout purchase = purchase();
        sandbox.act(PayPalFactory.KIND, purchase.attempt(), "pay");
        paypal.passOn(paypal.next(body -> body.contains("CHECKOUT.ORDER.APPROVED")))
                .expect(200);
        purchase.awaitPaid();
        paypal.next(body -> body.contains("PAYMENT.CAPTURE.COMPLETED"));
        return purchase;
    }

    private static String captureOf(StartedCheckout paid) {
        return paid.read().path("providerData").path("captureId").asText();
    }

    private long book(StartedCheckout purchase, String column) {
        return sandbox.book(PayPalFactory.KIND, purchase.attempt()).path(column).asLong();
    }
}
