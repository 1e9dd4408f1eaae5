package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.ProviderObject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Money given back, always at once. */
final class PayPalRefund extends ProviderObject<RestApp, String> {
    private final Capture capture;
    private final Amount amount;
    private final Amount total;
    private final JsonObject fields;
    private final boolean reversal;

    /**
     * @param fields those of the request that answers repeat
     * @param reversal whether PayPal took the money, and the merchant did not give it
     */
    PayPalRefund(String id, Capture capture, Amount amount, JsonObject fields, boolean reversal, Instant now) {
        super(id, capture.owner(), "COMPLETED", now);
        this.capture = capture;
        this.amount = amount;
        this.total = capture.refunded().plus(amount);
        this.fields = fields;
        this.reversal = reversal;
    }

    Amount amount() {
        return amount;
    }

    boolean reversal() {
        return reversal;
    }

    /** What an answer shows to a caller who prefers nothing. */
    JsonObject minimum(PayPalTools tools) {
        return json("id", id(), "status", status(), "links", links(tools));
    }

    JsonObject toJson(PayPalTools tools) {
        return fields.copy()
                .mergeIn(new JsonObject()
                        .put("id", id())
                        .put("amount", amount.toJson())
                        .put(
                                "seller_payable_breakdown",
                                json(
                                        "gross_amount", amount.toJson(),
                                        "paypal_fee", amount.zero().toJson(),
                                        "net_amount", amount.toJson(),
                                        "total_refunded_amount", total.toJson()))
                        .put("status", status())
                        .put("create_time", PayPalTools.time(createdAt()))
                        .put("update_time", PayPalTools.time(createdAt()))
                        .put("links", links(tools)));
    }

    private JsonArray links(PayPalTools tools) {
        return array(
                tools.link("/v2/payments/refunds/" + id(), "self", "GET"), tools.link(capture.path(), "up", "GET"));
    }
}
