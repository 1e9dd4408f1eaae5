package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import com.plugipay.sandbox.paypal.api.RestApp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Money given back, always at once. */
final class PayPalRefund extends ProviderObject<RestApp, String> {
    final Amount amount;
    /** Those of the request that answers repeat. */
    final JsonObject fields;
    /** Whether PayPal took the money, and the merchant did not give it. */
    final boolean reversal;

    private final Capture capture;
    private final Amount total;

    PayPalRefund(String id, Capture capture, Amount amount, JsonObject fields, boolean reversal, Instant now) {
        super(id, capture.owner(), "COMPLETED", now);
        this.capture = capture;
        this.amount = amount;
        this.total = capture.refunded().plus(amount);
        this.fields = fields;
        this.reversal = reversal;
    }

    JsonObject toJson(PayPalTools tools) {
        JsonObject breakdown = json(
                "gross_amount", amount.toJson(),
                "paypal_fee", amount.zero().toJson(),
                "net_amount", amount.toJson(),
                "total_refunded_amount", total.toJson());
        JsonArray links = array(
                tools.link("/v2/payments/refunds/" + id(), "self", "GET"), tools.link(capture.path(), "up", "GET"));
        return fields.copy()
                .mergeIn(json(
                        "id", id(),
                        "amount", amount.toJson(),
                        "seller_payable_breakdown", breakdown,
                        "status", status(),
                        "create_time", PayPalTools.time(createdAt()),
                        "update_time", PayPalTools.time(createdAt()),
                        "links", links));
    }
}
