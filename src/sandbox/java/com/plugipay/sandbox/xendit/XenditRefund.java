package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.ProviderObject;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Money on its way back, and whether it arrived. */
public final class XenditRefund extends ProviderObject<XenditRefund.Status> {
    public enum Status {
        PENDING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    /**
     * What the merchant asked for.
     *
     * @param amount in minor units
     */
    public record Asked(
            @Nullable String reference,
            long amount,
            String reason,
            @Nullable JsonObject metadata) {}

    public final PaymentRequest request;
    final XenditPayment payment;
    final Asked asked;

    XenditRefund(String id, PaymentRequest request, XenditPayment payment, Asked asked, Instant created) {
        super(id, Status.PENDING, created);
        this.request = request;
        this.payment = payment;
        this.asked = asked;
    }

    /** As the API answers it, and as callbacks tell it. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("id", id())
                .put("payment_request_id", request.id())
                .put("payment_id", payment.id())
                .put("invoice_id", null)
                .put("payment_method_type", method())
                .put("reference_id", asked.reference())
                .put("channel_code", request.channel().name())
                .put("country", request.asked().country())
                .put("currency", request.asked().currency())
                .put("amount", Amounts.write(asked.amount(), request.asked().currency()))
                .put("status", status().name())
                .put("reason", asked.reason())
                .put("failure_code", status() == Status.FAILED ? "REFUND_FAILED" : null)
                .put("refund_fee_amount", null)
                .put("metadata", asked.metadata())
                .put("created", createdAt().toString())
                .put("updated", updatedAt().toString());
    }

    private String method() {
        return switch (request.channel().kind) {
            case QR_CODE -> "QR_CODE";
            case EWALLET -> "EWALLET";
            case CARDS -> "CARD";
            case VIRTUAL_ACCOUNT -> "VIRTUAL_ACCOUNT";
            case RETAIL_OUTLET -> "OVER_THE_COUNTER";
        };
    }
}
