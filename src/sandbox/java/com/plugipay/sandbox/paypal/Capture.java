package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.known;

import com.plugipay.sandbox.kit.ProviderObject;
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
    private @Nullable String reason;

    /** @param reason why it is not COMPLETED; null when it is */
    Capture(String id, PayPalOrder order, Amount amount, Status status, @Nullable String reason, Instant now) {
        super(id, order.owner(), status, now);
        this.order = order;
        this.amount = amount;
        this.reason = reason;
    }

    /** The end of a review. */
    void settle(Status decided, Instant now) {
        reason = null;
        become(decided, now);
    }

    void refund(PayPalRefund refund) {
        refunds.add(refund);
        reason = refund.reversal() ? "CHARGEBACK" : null;
        become(remaining().minor() == 0 ? Status.REFUNDED : Status.PARTIALLY_REFUNDED, refund.createdAt());
    }

    /** Whether the money is, or was, the merchant's. */
    boolean taken() {
        return status() != Status.PENDING && status() != Status.DECLINED;
    }

    boolean reversed() {
        return refunds.stream().anyMatch(PayPalRefund::reversal);
    }

    Amount refunded() {
        return refunds.stream().map(PayPalRefund::amount).reduce(amount.zero(), Amount::plus);
    }

    Amount remaining() {
        return amount.minus(refunded());
    }

    String path() {
        return "/v2/payments/captures/" + id();
    }

    JsonObject toJson(PayPalTools tools) {
        return known(new JsonObject()
                .put("id", id())
                .put("status", status().name())
                .put("status_details", reason == null ? null : json("reason", reason))
                .put("amount", amount.toJson())
                .put("final_capture", true)
                .put("disbursement_mode", "INSTANT")
                .put("custom_id", order.customId())
                .put("invoice_id", order.invoiceId())
                .put(
                        "seller_protection",
                        new JsonObject()
                                .put("status", "ELIGIBLE")
                                .put("dispute_categories", array("ITEM_NOT_RECEIVED", "UNAUTHORIZED_TRANSACTION")))
                .put("seller_receivable_breakdown", receivable())
                .put("payee", owner().toJson())
                .put("supplementary_data", json("related_ids", json("order_id", order.id())))
                .put("create_time", PayPalTools.time(createdAt()))
                .put("update_time", PayPalTools.time(updatedAt()))
                .put(
                        "links",
                        array(
                                tools.link(path(), "self", "GET"),
                                tools.link(path() + "/refund", "refund", "POST"),
                                tools.link("/v2/checkout/orders/" + order.id(), "up", "GET"))));
    }

    /** PayPal leaves out the fee while the money is not there yet. */
    private JsonObject receivable() {
        return known(
                "gross_amount", amount.toJson(),
                "paypal_fee", taken() ? amount.fee().toJson() : null,
                "net_amount", (taken() ? amount.minus(amount.fee()) : amount).toJson());
    }
}
