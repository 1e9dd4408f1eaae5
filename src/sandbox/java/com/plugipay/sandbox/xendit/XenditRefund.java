package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.xendit.PaymentRequest.Payment;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Money on its way back, and whether it arrived. */
final class XenditRefund extends ProviderObject<XenditMerchant, XenditRefund.Status> {
    enum Status {
        PENDING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    final Payment payment;
    /** In minor units. */
    final long amount;

    private final JsonObject fields;

    /** @param fields those of the request that answers and callbacks repeat */
    XenditRefund(String id, Payment payment, long amount, JsonObject fields, Instant now) {
        super(id, payment.request().owner(), Status.PENDING, now);
        this.payment = payment;
        this.amount = amount;
        this.fields = fields;
    }

    boolean pending() {
        return status() == Status.PENDING;
    }

    boolean succeeded() {
        return status() == Status.SUCCEEDED;
    }

    JsonObject toJson() {
        PaymentRequest request = payment.request();
        return fields.copy()
                .mergeIn(json(
                        "id", id(),
                        "payment_request_id", request.id(),
                        "payment_id", payment.id(),
                        "invoice_id", null,
                        "payment_method_type",
                                request.channel == XenditChannelCode.CARDS ? "CARD" : request.channel.kind.name(),
                        "channel_code", request.channel.name(),
                        "country", request.fields.getString("country"),
                        "currency", request.currency(),
                        "amount", request.write(amount),
                        "status", status().name(),
                        "failure_code", status() == Status.FAILED ? "REFUND_FAILED" : null,
                        "created", createdAt().toString(),
                        "updated", updatedAt().toString()));
    }
}
