package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.xendit.PaymentRequest.Payment;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session: a page of Xendit's on which the buyer chooses how to pay. */
final class Checkout extends ProviderObject<XenditMerchant, Checkout.Status> {
    enum Status {
        ACTIVE,
        COMPLETED,
        EXPIRED,
        CANCELED
    }

    /** The fields of the request that answers and callbacks repeat. */
    final JsonObject fields;
    /** In minor units. */
    final long amount;
    /** The channels that are offered and take such an amount. */
    final List<XenditChannelCode> offered;

    final Instant expiresAt;
    final List<PaymentRequest> requests = new ArrayList<>();

    @Nullable
    PaymentRequest paidBy;

    Checkout(
            String id,
            XenditMerchant owner,
            JsonObject fields,
            long amount,
            List<XenditChannelCode> offered,
            Instant expiresAt,
            Instant now) {
        super(id, owner, Status.ACTIVE, now);
        this.fields = fields;
        this.amount = amount;
        this.offered = offered;
        this.expiresAt = expiresAt;
    }

    boolean open() {
        return status() == Status.ACTIVE;
    }

    /** The path of the page under the stand-in's own. */
    String path() {
        return "/checkout/sessions/" + id();
    }

    /** As answers and callbacks show it. */
    JsonObject toJson() {
        Optional<PaymentRequest> paid = Optional.ofNullable(paidBy);
        Optional<Payment> payment = paid.flatMap(PaymentRequest::success);
        return fields.copy()
                .mergeIn(json(
                        "status", status().name(),
                        "payment_token_id", null,
                        "payment_request_id", paid.map(PaymentRequest::id).orElse(null),
                        "payment_id", payment.map(Payment::id).orElse(null),
                        "business_id", owner().businessId,
                        "expires_at", expiresAt.toString(),
                        "created", createdAt().toString(),
                        "updated", updatedAt().toString()));
    }
}
