package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.known;

import com.plugipay.sandbox.kit.ProviderObject;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a buyer can pay in one way, and what became of it. */
final class PaymentRequest extends ProviderObject<XenditMerchant, PaymentRequest.Status> {
    static final String REUSABLE = "REUSABLE_PAYMENT_CODE";

    enum Status {
        REQUIRES_ACTION,
        /** Of codes that can be paid again and again. */
        ACCEPTING_PAYMENTS,
        SUCCEEDED,
        FAILED,
        CANCELED,
        EXPIRED
    }

    /**
     * One try to pay a payment request.
     *
     * @param amount in minor units; 0 when it failed
     * @param issuer whose app or bank it came from
     * @param failureCode null when it succeeded
     */
    record Payment(
            PaymentRequest request,
            String id,
            long amount,
            Instant at,
            String issuer,
            @Nullable String failureCode) {

        boolean succeeded() {
            return failureCode == null;
        }

        JsonObject toJson() {
            String number = id.substring("py-".length());
            String receipt = number.substring(24);
            JsonObject json = json(
                            "payment_id", id(),
                            "payment_request_id", request.id(),
                            "business_id", request.owner().businessId,
                            "status", succeeded() ? "SUCCEEDED" : "FAILED",
                            "payment_details", json("issuer_name", issuer, "payer_name", "BUDI", "receipt_id", receipt),
                            "created", at.toString(),
                            "updated", at.toString())
                    .mergeIn(request.fields);
            json.remove("channel_properties");
            json.remove("description");
            JsonObject capture = json(
                    "capture_timestamp", at.toString(),
                    "capture_id", "cap-" + number,
                    "capture_amount", request.write(amount));
            return succeeded() ? json.put("captures", array(capture)) : json.put("failure_code", failureCode);
        }
    }

    /** Those of the request that answers and callbacks repeat. */
    final JsonObject fields;

    final XenditChannelCode channel;
    /** In minor units. */
    final long amount;
    /** The hosted page on which the buyer chose this way; null without one. */
    final @Nullable Checkout checkout;

    final List<Payment> payments = new ArrayList<>();
    final List<XenditRefund> refunds = new ArrayList<>();
    /** What the buyer is shown: the QR's text, an account number, a payment code, or the address of a page. */
    String code = "";

    boolean refusesNextRefund;
    /** Whether its payment stores the payment method for the customer of the page. */
    boolean stores;

    PaymentRequest(String id, XenditMerchant owner, JsonObject fields, @Nullable Checkout checkout, Instant now) {
        super(id, owner, Status.REQUIRES_ACTION, now);
        this.fields = fields;
        this.channel = XenditChannelCode.valueOf(fields.getString("channel_code"));
        this.amount = XenditFields.of(fields).amount("request_amount", currency(), XenditErrors.INVALID_VALUE);
        this.checkout = checkout;
        if (REUSABLE.equals(fields.getString("type"))) {
            become(Status.ACCEPTING_PAYMENTS, now);
        }
    }

    String reference() {
        return fields.getString("reference_id");
    }

    String currency() {
        return fields.getString("currency");
    }

    Number write(long minorUnits) {
        return XenditFields.write(minorUnits, currency());
    }

    boolean open() {
        return status() == Status.REQUIRES_ACTION || status() == Status.ACCEPTING_PAYMENTS;
    }

    Optional<Payment> latest() {
        return payments.reversed().stream().findFirst();
    }

    /** The last one that succeeded. */
    Optional<Payment> success() {
        return payments.reversed().stream().filter(Payment::succeeded).findFirst();
    }

    /** In minor units. */
    long paid() {
        return payments.stream().mapToLong(Payment::amount).sum();
    }

    /** In minor units: what went back, without what is on its way. */
    long refunded() {
        return refunds.stream()
                .filter(XenditRefund::succeeded)
                .mapToLong(refund -> refund.amount)
                .sum();
    }

    /** Of OVO only payments with a stored account can be sent back. */
    boolean refunds() {
        return channel.refunds() || fields.containsKey("payment_token_id");
    }

    void add(Payment payment) {
        payments.add(payment);
        Status ended = payment.succeeded() ? Status.SUCCEEDED : Status.FAILED;
        become(status() == Status.ACCEPTING_PAYMENTS ? status() : ended, payment.at());
    }

    /** The path of the page on which the buyer sees the code or approves. */
    String path() {
        return (channel.kind.hasCode() ? "/checkout/payments/" : "/checkout/approve/") + id();
    }

    JsonObject toJson() {
        String type = channel.kind.hasCode() ? "PRESENT_TO_CUSTOMER" : "REDIRECT_CUSTOMER";
        JsonObject action = json("type", type, "descriptor", channel.kind.codeName, "value", code);
        return fields.copy()
                .mergeIn(known(
                        "payment_request_id", id(),
                        "business_id", owner().businessId,
                        "actions", open() ? array(action) : array(),
                        "status", status().name(),
                        "created", createdAt().toString(),
                        "updated", updatedAt().toString(),
                        "latest_payment_id", latest().map(Payment::id).orElse(null),
                        "failure_code", latest().map(Payment::failureCode).orElse(null)));
    }
}
