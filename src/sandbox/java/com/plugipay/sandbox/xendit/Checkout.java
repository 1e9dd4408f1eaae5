package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.xendit.PaymentRequest.Payment;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A session: a page of Xendit's on which the buyer chooses how to pay. */
final class Checkout extends ProviderObject<XenditMerchant, Checkout.Status> {
    enum Status {
        ACTIVE,
        COMPLETED,
        EXPIRED,
        CANCELED
    }

    static final String SETUP = "SAVE";
    static final String OPTIONAL = "OPTIONAL";

    /** The fields of the request that answers and callbacks repeat. */
    final JsonObject fields;
    /** In minor units. */
    final long amount;
    /** The channels that are offered and take such an amount. */
    final List<XenditChannelCode> offered;

    final List<PaymentRequest> requests = new ArrayList<>();
    /** The tries to store a payment method on it. */
    final List<StoredToken> tokens = new ArrayList<>();

    Checkout(String id, XenditMerchant owner, JsonObject fields, List<XenditChannelCode> offered, Instant now) {
        super(id, owner, Status.ACTIVE, now);
        this.fields = fields;
        this.amount = isSetup()
                ? 0
                : XenditFields.of(fields).amount("amount", fields.getString("currency"), "INVALID_AMOUNT");
        this.offered = offered;
    }

    /** Whether it stores a payment method without a payment. */
    boolean isSetup() {
        return SETUP.equals(fields.getString("session_type"));
    }

    /** Whether it stores the payment method: always, or when the buyer has ticked that. */
    boolean stores(boolean isTicked) {
        return switch (fields.getString("allow_save_payment_method")) {
            case "FORCED" -> true;
            case OPTIONAL -> isTicked;
            default -> false;
        };
    }

    /** Whether the buyer is asked whether to store the payment method. */
    boolean offersStoring() {
        return OPTIONAL.equals(fields.getString("allow_save_payment_method"));
    }

    /** The one that was stored on it. */
    Optional<StoredToken> stored() {
        return tokens.reversed().stream()
                .filter(token -> !token.isOpen() && token.failureCode().isEmpty())
                .findFirst();
    }

    /** Why the last try has failed; empty when it has not. */
    Optional<String> problem() {
        return isSetup()
                ? tokens.reversed().stream().findFirst().flatMap(StoredToken::failureCode)
                : requests.reversed().stream()
                        .findFirst()
                        .flatMap(PaymentRequest::latest)
                        .map(Payment::failureCode);
    }

    /** The last one that was paid. */
    Optional<PaymentRequest> paidBy() {
        return requests.reversed().stream()
                .filter(request -> request.success().isPresent())
                .findFirst();
    }

    Instant expiresAt() {
        return fields.getInstant("expires_at");
    }

    boolean open() {
        return status() == Status.ACTIVE;
    }

    /** The path of the page under the stand-in's own. */
    String path() {
        return "/checkout/sessions/" + id();
    }

    JsonObject toJson() {
        Optional<Payment> payment = paidBy().flatMap(PaymentRequest::success);
        return fields.copy()
                .mergeIn(json(
                        "status", status().name(),
                        "payment_request_id", paidBy().map(PaymentRequest::id).orElse(null),
                        "payment_id", payment.map(Payment::id).orElse(null),
                        "payment_token_id", stored().map(StoredToken::id).orElse(null),
                        "business_id", owner().businessId,
                        "created", createdAt().toString(),
                        "updated", updatedAt().toString()));
    }
}
