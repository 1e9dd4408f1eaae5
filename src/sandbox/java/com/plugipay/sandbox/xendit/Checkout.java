package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.kit.ProviderObject;
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

    /** In minor units. */
    final long amount;
    /** The channels that are offered and take such an amount. */
    final List<XenditChannelCode> offered;

    final Instant expiresAt;
    /** The fields of the request that answers and callbacks repeat. */
    final JsonObject fields;

    final List<PaymentRequest> requests = new ArrayList<>();
    private @Nullable PaymentRequest paidBy;

    Checkout(
            String id,
            XenditMerchant owner,
            long amount,
            List<XenditChannelCode> channels,
            Instant expiresAt,
            JsonObject fields,
            Instant now) {
        super(id, owner, Status.ACTIVE, now);
        this.amount = amount;
        this.offered =
                channels.stream().filter(channel -> channel.takes(amount)).toList();
        this.expiresAt = expiresAt;
        this.fields = fields;
    }

    boolean open() {
        return status() == Status.ACTIVE;
    }

    Optional<PaymentRequest> paidBy() {
        return Optional.ofNullable(paidBy);
    }

    /** The path of the page under the stand-in's own. */
    String path() {
        return "/checkout/sessions/" + id();
    }

    /** The amount for people. */
    String amountText() {
        return MinorUnits.text(amount, fields.getString("currency"));
    }

    /** The last way that was chosen, if it can be paid or could be until it expired. */
    Optional<PaymentRequest> payable() {
        return requests.reversed().stream()
                .filter(request -> request.open() || request.status() == PaymentRequest.Status.EXPIRED)
                .findFirst();
    }

    void paid(PaymentRequest request, Instant now) {
        paidBy = request;
        // An expired session stays expired, whatever its payment says.
        become(open() ? Status.COMPLETED : status(), now);
    }

    /**
     * As answers and callbacks show it.
     *
     * @param baseUrl of the buyers' pages
     */
    JsonObject toJson(String baseUrl) {
        return fields.copy()
                .mergeIn(new JsonObject()
                        .put("payment_session_id", id())
                        .put("status", status().name())
                        .put("payment_link_url", baseUrl + path())
                        .put("payment_token_id", null)
                        .put(
                                "payment_request_id",
                                paidBy().map(PaymentRequest::id).orElse(null))
                        .put(
                                "payment_id",
                                paidBy().flatMap(PaymentRequest::success)
                                        .map(XenditPayment::id)
                                        .orElse(null))
                        .put("business_id", owner().businessId)
                        .put("expires_at", expiresAt.toString())
                        .put("created", createdAt().toString())
                        .put("updated", updatedAt().toString()));
    }
}
