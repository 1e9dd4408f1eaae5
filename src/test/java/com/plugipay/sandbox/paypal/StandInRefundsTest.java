package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.paypal.PayPal.json;
import static com.plugipay.sandbox.paypal.PayPal.link;
import static com.plugipay.sandbox.paypal.PayPal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandInRefundsTest {
    private PayPal paypal;
    private String capture;

    @BeforeEach
    void open() throws Exception {
        paypal = new PayPal();
        capture = paypal.captured("a").getString("id");
    }

    @AfterEach
    void close() {
        paypal.close();
    }

    @Test
    void refundsInParts() throws Exception {
        HttpResponse<String> answer = refund(
                "{\"amount\":{\"currency_code\":\"USD\",\"value\":\"4.00\"},\"invoice_id\":\"rf_1\"}",
                "PayPal-Request-Id",
                "refund-1",
                "Prefer",
                "return=representation");
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonObject refund = json(answer);
        assertThat(refund.getString("status")).isEqualTo("COMPLETED");
        assertThat(refund.getString("invoice_id")).isEqualTo("rf_1");
        assertThat(link(refund, "up")).endsWith("/v2/payments/captures/" + capture);
        assertThat(refund.getJsonObject("seller_payable_breakdown")
                        .getJsonObject("total_refunded_amount")
                        .getString("value"))
                .isEqualTo("4.00");
        assertThat(paypal.get("/v2/payments/refunds/" + refund.getString("id")).body())
                .isEqualTo(refund.encode());
        assertThat(status()).isEqualTo("PARTIALLY_REFUNDED");
        assertThat(paypal.book().getLong("refunded")).isEqualTo(400);

        HttpResponse<String> again = refund(
                "{\"amount\":{\"currency_code\":\"USD\",\"value\":\"4.00\"},\"invoice_id\":\"rf_1\"}",
                "PayPal-Request-Id",
                "refund-1");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).fieldNames()).containsExactlyInAnyOrder("id", "status", "links");

        refused(refund(amount("USD", "6.01")), 422, "REFUND_AMOUNT_EXCEEDED");
        refused(refund(amount("EUR", "1.00")), 422, "CURRENCY_MISMATCH");
        refused(refund("{\"invoice_id\":\"rf_1\"}"), 422, "DUPLICATE_INVOICE_ID");
        // Nothing said is all that is left.
        assertThat(refund("").statusCode()).isEqualTo(201);
        assertThat(status()).isEqualTo("REFUNDED");
        refused(refund("{}"), 422, "CAPTURE_FULLY_REFUNDED");
        assertThat(paypal.book().getLong("refunded")).isEqualTo(1_000);
    }

    @Test
    void remembersRequestIdsForFortyFiveDays() throws Exception {
        assertThat(refund(amount("USD", "1.00"), "PayPal-Request-Id", "refund-1")
                        .statusCode())
                .isEqualTo(201);
        paypal.clock.advance(Duration.ofDays(44));
        paypal.token = paypal.token(PayPal.APP);
        assertThat(refund(amount("USD", "1.00"), "PayPal-Request-Id", "refund-1")
                        .statusCode())
                .isEqualTo(200);
        paypal.clock.advance(Duration.ofDays(1));
        paypal.token = paypal.token(PayPal.APP);
        assertThat(refund(amount("USD", "1.00"), "PayPal-Request-Id", "refund-1")
                        .statusCode())
                .isEqualTo(201);
        paypal.clock.advance(Duration.ofDays(136));
        paypal.token = paypal.token(PayPal.APP);
        refused(refund("{}"), 422, "REFUND_TIME_LIMIT_EXCEEDED");
    }

    @Test
    void isReversed() throws Exception {
        paypal.act(paypal.book().getString("id"), "reverse");
        assertThat(status()).isEqualTo("REFUNDED");
        refused(refund("{}"), 422, "REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK");
        assertThat(paypal.book().getLong("refunded")).isEqualTo(1_000);
    }

    @Test
    void refusesNonsense() throws Exception {
        refused(refund("{\"amount\":{\"value\":\"1.00\"}}"), 400, "MISSING_REQUIRED_PARAMETER");
        refused(refund("{\"note_to_payer\":\"" + "x".repeat(256) + "\"}"), 400, "INVALID_STRING_LENGTH");
        refused(paypal.get("/v2/payments/captures/NOTHING"), 404, "INVALID_RESOURCE_ID");
        refused(paypal.get("/v2/payments/refunds/NOTHING"), 404, "INVALID_RESOURCE_ID");
    }

    private HttpResponse<String> refund(String body, String... headers) throws Exception {
        return paypal.call("POST", "/v2/payments/captures/" + capture + "/refund", body, headers);
    }

    private String status() throws Exception {
        return json(paypal.get("/v2/payments/captures/" + capture)).getString("status");
    }

    private static String amount(String currency, String value) {
        return "{\"amount\":{\"currency_code\":\"%s\",\"value\":\"%s\"}}".formatted(currency, value);
    }
}
