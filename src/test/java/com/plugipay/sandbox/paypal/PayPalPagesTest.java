package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.paypal.PayPal.json;
import static com.plugipay.sandbox.paypal.PayPal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a buyer sees, and where the buttons lead. */
class PayPalPagesTest {
    private PayPal paypal;
    private String order;

    @BeforeEach
    void open() throws Exception {
        paypal = new PayPal();
        order = paypal.order("a");
    }

    @AfterEach
    void close() {
        paypal.close();
    }

    @Test
    void letsTheBuyerPay() throws Exception {
        HttpResponse<String> login = paypal.get("/checkoutnow?token=" + order);
        assertThat(login.statusCode()).isEqualTo(200);
        assertThat(login.body()).contains("no real money", "Toko Contoh", "Log in");
        leads(paypal.form("/checkoutnow/login", "token=" + order), "/paypal/checkoutnow/review?token=" + order);
        HttpResponse<String> review = paypal.get("/checkoutnow/review?token=" + order);
        assertThat(review.body()).contains("$10.00", "Order 8841", "Pay now", "INSTRUMENT_DECLINED");
        assertThat(review.body()).doesNotContain("<script", "style=");
        leads(
                paypal.form("/checkoutnow/approve", "token=" + order + "&funding=BALANCE"),
                "https://toko.example/r?p=1&token=" + order + "&PayerID=QYR5Z8XDVJNXQ");
        assertThat(paypal.capture(order).statusCode()).isEqualTo(201);
        HttpResponse<String> over = paypal.get("/checkoutnow?token=" + order);
        assertThat(over.statusCode()).isEqualTo(400);
        assertThat(over.body()).contains("This order is paid.");
    }

    @Test
    void letsTheBuyerFailAndTryAgain() throws Exception {
        paypal.form("/checkoutnow/approve", "token=" + order + "&funding=DECLINED_CARD");
        refused(paypal.capture(order), 422, "INSTRUMENT_DECLINED");
        assertThat(paypal.get("/checkoutnow?token=" + order).statusCode()).isEqualTo(200);
        paypal.form("/checkoutnow/approve", "token=" + order + "&funding=REVIEWED");
        assertThat(PayPal.capture(json(paypal.capture(order, "Prefer", "return=representation")))
                        .getString("status"))
                .isEqualTo("PENDING");
    }

    @Test
    void letsTheBuyerCancel() throws Exception {
        leads(paypal.form("/checkoutnow/cancel", "token=" + order), "https://toko.example/c?token=" + order);
        assertThat(json(paypal.get("/v2/checkout/orders/" + order)).getString("status"))
                .isEqualTo("PAYER_ACTION_REQUIRED");
    }

    @Test
    void turnsStrangersAway() throws Exception {
        assertThat(paypal.get("/checkoutnow?token=NOTHING").statusCode()).isEqualTo(400);
        assertThat(paypal.get("/checkoutnow").statusCode()).isEqualTo(400);
        assertThat(paypal.form("/checkoutnow/approve", "token=" + order + "&funding=GOLD")
                        .statusCode())
                .isEqualTo(400);
        paypal.act(order, "expire");
        assertThat(paypal.get("/checkoutnow?token=" + order).body()).contains("ran out");
    }

    private static void leads(HttpResponse<String> answer, String where) {
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith(where);
    }
}
