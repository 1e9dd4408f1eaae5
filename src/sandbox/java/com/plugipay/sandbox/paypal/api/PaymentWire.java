package com.plugipay.sandbox.paypal.api;

import com.plugipay.sandbox.paypal.Amount;
import com.plugipay.sandbox.paypal.Capture;
import com.plugipay.sandbox.paypal.Links;
import com.plugipay.sandbox.paypal.PayPalOrder;
import com.plugipay.sandbox.paypal.PayPalRefund;
import com.plugipay.sandbox.paypal.RestApp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Captures and refunds as PayPal writes them. */
public final class PaymentWire {
    private final Links links;

    public PaymentWire(Links links) {
        this.links = links;
    }

    public JsonObject capture(Capture capture) {
        JsonObject json = new JsonObject()
                .put("id", capture.id())
                .put("status", capture.status().name());
        if (capture.reason() != null) {
            json.put("status_details", new JsonObject().put("reason", capture.reason()));
        }
        PayPalOrder order = capture.order();
        json.put("amount", capture.amount().toJson()).put("final_capture", true).put("disbursement_mode", "INSTANT");
        put(json, "custom_id", order.customId());
        put(json, "invoice_id", order.invoiceId());
        String path = "/v2/payments/captures/" + capture.id();
        return json.put(
                        "seller_protection",
                        new JsonObject()
                                .put("status", "ELIGIBLE")
                                .put(
                                        "dispute_categories",
                                        new JsonArray().add("ITEM_NOT_RECEIVED").add("UNAUTHORIZED_TRANSACTION")))
                .put("seller_receivable_breakdown", receivable(capture))
                .put("payee", payee(order.app()))
                .put(
                        "supplementary_data",
                        new JsonObject().put("related_ids", new JsonObject().put("order_id", order.id())))
                .put("create_time", Links.time(capture.createdAt()))
                .put("update_time", Links.time(capture.updatedAt()))
                .put(
                        "links",
                        new JsonArray()
                                .add(links.link(path, "self", "GET"))
                                .add(links.link(path + "/refund", "refund", "POST"))
                                .add(links.link("/v2/checkout/orders/" + order.id(), "up", "GET")));
    }

    /** Nobody knows the fee of money that is not there yet; PayPal leaves it out. */
    private static JsonObject receivable(Capture capture) {
        Amount gross = capture.amount();
        JsonObject json = new JsonObject().put("gross_amount", gross.toJson());
        if (!capture.taken()) {
            return json.put("net_amount", gross.toJson());
        }
        return json.put("paypal_fee", gross.fee().toJson())
                .put("net_amount", gross.minus(gross.fee()).toJson());
    }

    /** What a caller gets who prefers nothing. */
    JsonObject minimal(PayPalRefund refund) {
        return new JsonObject()
                .put("id", refund.id())
                .put("status", "COMPLETED")
                .put("links", links(refund));
    }

    public JsonObject refund(PayPalRefund refund) {
        JsonObject json = new JsonObject()
                .put("id", refund.id())
                .put("amount", refund.amount().toJson());
        put(json, "invoice_id", refund.invoiceId());
        put(json, "custom_id", refund.customId());
        put(json, "note_to_payer", refund.note());
        return json.put(
                        "seller_payable_breakdown",
                        new JsonObject()
                                .put("gross_amount", refund.amount().toJson())
                                .put("paypal_fee", refund.amount().zero().toJson())
                                .put("net_amount", refund.amount().toJson())
                                .put("total_refunded_amount", refund.total().toJson()))
                .put("status", "COMPLETED")
                .put("create_time", Links.time(refund.createdAt()))
                .put("update_time", Links.time(refund.createdAt()))
                .put("links", links(refund));
    }

    private JsonArray links(PayPalRefund refund) {
        return new JsonArray()
                .add(links.link("/v2/payments/refunds/" + refund.id(), "self", "GET"))
                .add(links.link("/v2/payments/captures/" + refund.capture().id(), "up", "GET"));
    }

    private static void put(JsonObject json, String field, @Nullable String value) {
        if (value != null) {
            json.put(field, value);
        }
    }

    static JsonObject payee(RestApp app) {
        return new JsonObject().put("email_address", app.email()).put("merchant_id", app.merchantId());
    }
}
