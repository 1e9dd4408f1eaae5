package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.known;

import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import com.plugipay.sandbox.paypal.api.RestApp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Money taken for an order, or about to be. */
final class Capture extends ProviderObject<RestApp, Capture.Status> {
    enum Status {
        PENDING,
        COMPLETED,
        DECLINED,
        PARTIALLY_REFUNDED,
        REFUNDED
    }

    final PayPalOrder order;
    final Amount amount;
    final List<PayPalRefund> refunds = new ArrayList<>();

    Capture(String id, PayPalOrder order, Amount amount, Status status, Instant now) {
        super(id, order.owner(), status, now);
        this.order = order;
        this.amount = amount;
    }

    void refund(PayPalRefund refund) {
        refunds.add(refund);
        become(remaining().minor() == 0 ? Status.REFUNDED : Status.PARTIALLY_REFUNDED, refund.createdAt());
    }

    /** Whether the money is, or was, the merchant's. */
    boolean taken() {
        return status() != Status.PENDING && status() != Status.DECLINED;
    }

    boolean reversed() {
        return refunds.stream().anyMatch(refund -> refund.reversal);
    }

    Amount refunded() {
        return refunds.stream().map(refund -> refund.amount).reduce(amount.zero(), Amount::plus);
    }

    Amount remaining() {
        return amount.minus(refunded());
    }

    String path() {
        return "/v2/payments/captures/" + id();
    }

    JsonObject toJson(PayPalTools tools) {
        JsonArray disputes = array("ITEM_NOT_RECEIVED", "UNAUTHORIZED_TRANSACTION");
        JsonArray links = array(
                tools.link(path(), "self", "GET"),
                tools.link(path() + "/refund", "refund", "POST"),
                tools.link("/v2/checkout/orders/" + order.id(), "up", "GET"));
        return known(
                "id", id(),
                "status", status().name(),
                "status_details", details(),
                "amount", amount.toJson(),
                "final_capture", true,
                "disbursement_mode", "INSTANT",
                "custom_id", order.given("custom_id"),
                "invoice_id", order.given("invoice_id"),
                "seller_protection", json("status", "ELIGIBLE", "dispute_categories", disputes),
                "seller_receivable_breakdown", receivable(),
                "payee", owner().toJson(),
                "supplementary_data", json("related_ids", json("order_id", order.id())),
                "create_time", PayPalTools.time(createdAt()),
                "update_time", PayPalTools.time(updatedAt()),
                "links", links);
    }

    /** Why it is not simply COMPLETED; null when it is. */
    private @Nullable JsonObject details() {
        if (status() == Status.PENDING) {
            return json("reason", "PENDING_REVIEW");
        }
        return reversed() ? json("reason", "CHARGEBACK") : null;
    }

    /** PayPal leaves out the fee while the money is not there yet. */
    private JsonObject receivable() {
        return known(
                "gross_amount", amount.toJson(),
                "paypal_fee", taken() ? amount.fee().toJson() : null,
                "net_amount", (taken() ? amount.minus(amount.fee()) : amount).toJson());
    }
}
