package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.paypal.PayPal.json;
import static com.plugipay.sandbox.paypal.PayPal.link;
import static com.plugipay.sandbox.paypal.PayPal.orderBody;
import static com.plugipay.sandbox.paypal.PayPal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens and orders. */
class StandInOrdersTest {
    private PayPal paypal;

    @BeforeEach
    void open() throws Exception {
        paypal = new PayPal();
    }

    @AfterEach
    void close() {
        paypal.close();
    }

    @Test
    void givesTokensForCredentials() throws Exception {
        HttpResponse<String> good = paypal.token("client-1:secret-1", "grant_type=client_credentials");
        assertThat(json(good).getString("access_token")).startsWith("A21AA");
        assertThat(json(good).getInteger("expires_in")).isEqualTo(32_400);
        assertThat(json(good).getString("token_type")).isEqualTo("Bearer");
        HttpResponse<String> wrong = paypal.token("client-1:secret-2", "grant_type=client_credentials");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body())
                .isEqualTo("{\"error\":\"invalid_client\",\"error_description\":\"Client Authentication failed\"}");
        assertThat(json(paypal.token("client-1:secret-1", "grant_type=password"))
                        .getString("error"))
                .isEqualTo("unsupported_grant_type");
    }

    @Test
    void checksTokens() throws Exception {
        String order = paypal.order("a");
        paypal.clock.advance(Duration.ofHours(9));
        HttpResponse<String> late = paypal.get("/v2/checkout/orders/" + order);
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(json(late).getString("error")).isEqualTo("invalid_token");
        paypal.token = "made-up";
        assertThat(json(paypal.get("/v2/checkout/orders/" + order)).getString("error"))
                .isEqualTo("invalid_token");
        assertThat(paypal.form("/v2/checkout/orders", "").statusCode()).isEqualTo(401);
        assertThat(paypal.form("/v2/checkout/orders", "").body()).contains("AUTHENTICATION_FAILURE");
    }

    @Test
    void hidesOrdersFromOthers() throws Exception {
        String order = paypal.order("a");
        paypal.token = paypal.token(PayPal.OTHER_APP);
        refused(paypal.get("/v2/checkout/orders/" + order), 404, "INVALID_RESOURCE_ID");
        refused(paypal.capture(order), 404, "INVALID_RESOURCE_ID");
        refused(paypal.get("/v2/nowhere"), 404, "INVALID_RESOURCE_ID");
    }

    @Test
    void createsOrders() throws Exception {
        HttpResponse<String> answer = paypal.create("USD", "10.00", "a");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("PayPal-Debug-Id")).isPresent();
        JsonObject minimal = json(answer);
        assertThat(minimal.fieldNames()).containsExactlyInAnyOrder("id", "status", "payment_source", "links");
        assertThat(minimal.getString("status")).isEqualTo("PAYER_ACTION_REQUIRED");
        String id = minimal.getString("id");
        assertThat(link(minimal, "payer-action")).isEqualTo(paypal.url + "/paypal/checkoutnow?token=" + id);

        JsonObject found = json(paypal.get("/v2/checkout/orders/" + id));
        JsonObject unit = found.getJsonArray("purchase_units").getJsonObject(0);
        assertThat(unit.getString("reference_id")).isEqualTo("default");
        assertThat(unit.getString("custom_id")).isEqualTo("payment-1");
        assertThat(unit.getJsonObject("amount").getString("value")).isEqualTo("10.00");
        assertThat(paypal.book().getString("status")).isEqualTo("PAYER_ACTION_REQUIRED");

        JsonObject body = orderBody("JPY", "1000", "b");
        body.remove("payment_source");
        JsonObject plain =
                json(paypal.call("POST", "/v2/checkout/orders", body.encode(), "Prefer", "return=representation"));
        assertThat(plain.getString("status")).isEqualTo("CREATED");
        assertThat(link(plain, "approve")).contains("/checkoutnow?token=");
        assertThat(link(plain, "capture")).endsWith("/capture");
        assertThat(plain.getJsonArray("purchase_units")
                        .getJsonObject(0)
                        .getJsonObject("amount")
                        .getString("value"))
                .isEqualTo("1000");
    }

    @Test
    void refusesWrongOrders() throws Exception {
        refused(paypal.create("IDR", "10000", "a"), 422, "INVALID_CURRENCY_CODE");
        refused(paypal.create("JPY", "10.5", "a"), 422, "DECIMALS_NOT_SUPPORTED");
        refused(paypal.create("USD", "10.001", "a"), 422, "DECIMAL_PRECISION");
        refused(paypal.create("USD", "0.00", "a"), 422, "CANNOT_BE_ZERO_OR_NEGATIVE");
        refused(paypal.create("USD", "ten", "a"), 400, "INVALID_PARAMETER_SYNTAX");
        refused(paypal.create("US", "10.00", "a"), 400, "INVALID_STRING_LENGTH");
        refused(paypal.create("USD", "10.00", "a".repeat(128)), 400, "INVALID_STRING_LENGTH");
        String orders = "/v2/checkout/orders";
        refused(paypal.call("POST", orders, "{"), 400, "MALFORMED_REQUEST_JSON");
        refused(paypal.call("POST", orders, "[]"), 400, "MALFORMED_REQUEST_JSON");
        refused(paypal.call("POST", orders, "{}"), 400, "MISSING_REQUIRED_PARAMETER");
        JsonObject good = orderBody("USD", "10.00", "a");
        refused(paypal.call("POST", orders, good.encode()), 400, "PAYPAL_REQUEST_ID_REQUIRED");
        refused(
                paypal.call(
                        "POST", orders, good.copy().put("intent", "AUTHORIZE").encode()),
                422,
                "UNSUPPORTED_INTENT");
        refused(
                paypal.call(
                        "POST",
                        orders,
                        good.copy().put("purchase_units", new JsonArray()).encode()),
                400,
                "INVALID_ARRAY_MIN_ITEMS");
        assertThat(paypal.form(orders, "").statusCode()).isEqualTo(401);
    }

    @Test
    void capturesOnce() throws Exception {
        String order = paypal.order("a");
        refused(paypal.capture(order), 422, "ORDER_NOT_APPROVED");
        paypal.act(order, "pay");
        assertThat(json(paypal.get("/v2/checkout/orders/" + order)).getString("status"))
                .isEqualTo("APPROVED");

        HttpResponse<String> first =
                paypal.capture(order, "PayPal-Request-Id", "cap-1", "Prefer", "return=representation");
        assertThat(first.statusCode()).isEqualTo(201);
        JsonObject capture = PayPal.capture(json(first));
        assertThat(json(first).getString("status")).isEqualTo("COMPLETED");
        assertThat(json(first).getJsonObject("payer").getString("payer_id")).isEqualTo("QYR5Z8XDVJNXQ");
        assertThat(capture.getString("status")).isEqualTo("COMPLETED");
        JsonObject breakdown = capture.getJsonObject("seller_receivable_breakdown");
        assertThat(breakdown.getJsonObject("paypal_fee").getString("value")).isEqualTo("0.74");
        assertThat(breakdown.getJsonObject("net_amount").getString("value")).isEqualTo("9.26");
        assertThat(link(capture, "up")).endsWith("/v2/checkout/orders/" + order);
        assertThat(paypal.get("/v2/payments/captures/" + capture.getString("id"))
                        .body())
                .isEqualTo(capture.encode());

        HttpResponse<String> again =
                paypal.capture(order, "PayPal-Request-Id", "cap-1", "Prefer", "return=representation");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        refused(paypal.capture(order, "PayPal-Request-Id", "cap-2"), 422, "ORDER_ALREADY_CAPTURED");
        assertThat(paypal.book().getString("status")).isEqualTo("COMPLETED");
        assertThat(paypal.book().getLong("paid")).isEqualTo(1_000);
    }

    @Test
    void remembersRequestIds() throws Exception {
        HttpResponse<String> first = paypal.create("USD", "10.00", "a");
        HttpResponse<String> again = paypal.create("USD", "10.00", "a");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        refused(paypal.create("USD", "11.00", "a"), 422, "PAYPAL_REQUEST_ID_PREVIOUSLY_USED");
        paypal.clock.advance(Duration.ofHours(6));
        assertThat(paypal.create("USD", "11.00", "a").statusCode()).isEqualTo(201);
    }

    @Test
    void takesAnInvoiceOnce() throws Exception {
        paypal.captured("a");
        HttpResponse<String> second = paypal.call(
                "POST", "/v2/checkout/orders", orderBody("USD", "10.00", "a").encode(), "PayPal-Request-Id", "other");
        String order = json(second).getString("id");
        paypal.act(order, "pay");
        refused(paypal.capture(order), 422, "DUPLICATE_INVOICE_ID");
    }

    @Test
    void declinesAtTheCaptureAndLetsTheBuyerTryAgain() throws Exception {
        String order = paypal.order("a");
        paypal.act(order, "approve_declined");
        HttpResponse<String> declined = paypal.capture(order, "PayPal-Request-Id", "cap-1");
        refused(declined, 422, "INSTRUMENT_DECLINED");
        assertThat(link(json(declined), "redirect")).endsWith("/checkoutnow?token=" + order);
        paypal.act(order, "pay");
        assertThat(paypal.capture(order, "PayPal-Request-Id", "cap-1").statusCode())
                .isEqualTo(201);
    }

    @Test
    void reviewsCaptures() throws Exception {
        String order = paypal.order("a");
        paypal.act(order, "approve_pending");
        JsonObject pending = PayPal.capture(json(paypal.capture(order, "Prefer", "return=representation")));
        assertThat(pending.getString("status")).isEqualTo("PENDING");
        assertThat(pending.getJsonObject("status_details").getString("reason")).isEqualTo("PENDING_REVIEW");
        assertThat(pending.getJsonObject("seller_receivable_breakdown").containsKey("paypal_fee"))
                .isFalse();
        String id = pending.getString("id");
        assertThat(paypal.book().getLong("paid")).isZero();
        refused(paypal.call("POST", "/v2/payments/captures/" + id + "/refund", "{}"), 422, "PENDING_CAPTURE");
        paypal.act(order, "deny");
        assertThat(json(paypal.get("/v2/payments/captures/" + id)).getString("status"))
                .isEqualTo("DECLINED");
        assertThat(paypal.book().getString("status")).isEqualTo("DECLINED");
    }

    @Test
    void forgetsOrdersAfterSixHours() throws Exception {
        String order = paypal.order("a");
        paypal.clock.advance(Duration.ofHours(6));
        refused(paypal.get("/v2/checkout/orders/" + order), 404, "INVALID_RESOURCE_ID");
        assertThat(paypal.book().getString("status")).isEqualTo("EXPIRED");
        assertThat(paypal.control(
                                "POST",
                                "/paypal/act",
                                new JsonObject().put("id", order).put("action", "pay"))
                        .statusCode())
                .isEqualTo(400);
        paypal.fault("late_success");
        paypal.act(order, "pay");
        assertThat(paypal.capture(order).statusCode()).isEqualTo(201);
    }

    @Test
    void expiresOnDemandAndSometimesTooLate() throws Exception {
        String order = paypal.order("a");
        paypal.act(order, "expire");
        refused(paypal.capture(order), 404, "INVALID_RESOURCE_ID");
        paypal.fault("late_success");
        paypal.act(order, "expire");
        assertThat(json(paypal.get("/v2/checkout/orders/" + order)).getString("status"))
                .isEqualTo("APPROVED");
    }

    @Test
    void goesWrongOnDemand() throws Exception {
        String order = paypal.order("a");
        paypal.act(order, "pay");
        paypal.fault("rate_limited");
        HttpResponse<String> limited = paypal.capture(order);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(json(limited).getString("name")).isEqualTo("RATE_LIMIT_REACHED");

        paypal.fault("lost_answer");
        assertThatThrownBy(() -> paypal.capture(order, "PayPal-Request-Id", "cap-1"))
                .isInstanceOf(IOException.class);
        assertThat(paypal.capture(order, "PayPal-Request-Id", "cap-1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void capturesAnotherAmountOnDemand() throws Exception {
        String order = paypal.order("a");
        paypal.act(order, "pay");
        paypal.fault("amount_mismatch");
        JsonObject capture = PayPal.capture(json(paypal.capture(order, "Prefer", "return=representation")));
        assertThat(capture.getJsonObject("amount").getString("value")).isEqualTo("9.99");
        assertThat(paypal.book().getLong("paid")).isEqualTo(999);
        assertThat(paypal.book().getLong("amount")).isEqualTo(1_000);
    }
}
