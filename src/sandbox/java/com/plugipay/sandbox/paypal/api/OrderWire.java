package com.plugipay.sandbox.paypal.api;

import com.plugipay.sandbox.paypal.Capture;
import com.plugipay.sandbox.paypal.Links;
import com.plugipay.sandbox.paypal.PayPalOrder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Orders as PayPal writes them. */
public final class OrderWire {
    /** The only buyer there is. */
    public static final String PAYER_ID = "QYR5Z8XDVJNXQ";

    public static final String PAYER_EMAIL = "buyer@example.com";

    private final Links links;
    private final PaymentWire payments;

    public OrderWire(Links links, PaymentWire payments) {
        this.links = links;
        this.payments = payments;
    }

    /** What a caller gets who prefers nothing. */
    JsonObject minimal(PayPalOrder order) {
        JsonObject json = new JsonObject()
                .put("id", order.id())
                .put("status", order.status().name());
        if (order.status() == PayPalOrder.Status.PAYER_ACTION_REQUIRED) {
            json.put("payment_source", new JsonObject().put("paypal", new JsonObject()));
        }
        return json.put("links", links(order));
    }

    public JsonObject order(PayPalOrder order) {
        JsonObject json = new JsonObject()
                .put("id", order.id())
                .put("intent", "CAPTURE")
                .put("status", order.status().name());
        if (order.funding() != null) {
            json.put("payment_source", new JsonObject().put("paypal", payerAccount()));
        } else if (order.request().paymentSource()) {
            json.put("payment_source", new JsonObject().put("paypal", new JsonObject()));
        }
        json.put("purchase_units", new JsonArray().add(unit(order)));
        if (order.funding() != null) {
            json.put("payer", payer());
        }
        return json.put("create_time", Links.time(order.createdAt()))
                .put("update_time", Links.time(order.updatedAt()))
                .put("links", links(order));
    }

    private JsonObject unit(PayPalOrder order) {
        JsonObject unit = new JsonObject()
                .put("reference_id", "default")
                .mergeIn(order.request().unit());
        unit.put(
                "amount",
                unit.getJsonObject("amount")
                        .copy()
                        .mergeIn(order.request().amount().toJson()));
        unit.put("payee", PaymentWire.payee(order.app()));
        Capture capture = order.capture();
        if (capture != null) {
            JsonObject made = new JsonObject().put("captures", new JsonArray().add(payments.capture(capture)));
            if (!capture.refunds().isEmpty()) {
                JsonArray refunds = new JsonArray();
                capture.refunds().forEach(refund -> refunds.add(payments.refund(refund)));
                made.put("refunds", refunds);
            }
            unit.put("payments", made);
        }
        return unit;
    }

    private JsonArray links(PayPalOrder order) {
        String path = "/v2/checkout/orders/" + order.id();
        JsonArray all = new JsonArray().add(links.link(path, "self", "GET"));
        String buyer = "/checkoutnow?token=" + order.id();
        return switch (order.status()) {
            case PAYER_ACTION_REQUIRED -> all.add(links.link(buyer, "payer-action", "GET"));
            case CREATED ->
                all.add(links.link(buyer, "approve", "GET"))
                        .add(links.link(path, "update", "PATCH"))
                        .add(links.link(path + "/capture", "capture", "POST"));
            case APPROVED ->
                all.add(links.link(path, "update", "PATCH")).add(links.link(path + "/capture", "capture", "POST"));
            case COMPLETED -> all;
        };
    }

    private static JsonObject payer() {
        return new JsonObject()
                .put("name", name())
                .put("email_address", PAYER_EMAIL)
                .put("payer_id", PAYER_ID)
                .put("address", new JsonObject().put("country_code", "US"));
    }

    private static JsonObject payerAccount() {
        return new JsonObject()
                .put("email_address", PAYER_EMAIL)
                .put("account_id", PAYER_ID)
                .put("account_status", "VERIFIED")
                .put("name", name())
                .put("address", new JsonObject().put("country_code", "US"));
    }

    private static JsonObject name() {
        return new JsonObject().put("given_name", "John").put("surname", "Doe");
    }
}
