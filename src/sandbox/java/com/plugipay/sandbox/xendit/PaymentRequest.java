package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.kit.ProviderObject;
import io.vertx.core.json.JsonArray;
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
     * What is to be paid.
     *
     * @param amount in minor units
     * @param fields those of the request that answers and callbacks repeat
     */
    record Terms(XenditChannelCode channel, long amount, Instant expiresAt, JsonObject fields) {}

    final XenditChannelCode channel;
    final long amount;
    final JsonObject fields;
    /** The hosted page on which the buyer chose this way; null without one. */
    final @Nullable Checkout checkout;
    /** What the buyer is shown: the QR's text, an account number or a payment code; empty for none. */
    final String code;

    final List<XenditPayment> payments = new ArrayList<>();
    final List<XenditRefund> refunds = new ArrayList<>();
    private boolean refusesNextRefund;

    PaymentRequest(
            XenditMerchant owner, String id, Terms terms, @Nullable Checkout checkout, String code, Instant now) {
        super(
                id,
                owner,
                REUSABLE.equals(terms.fields().getString("type")) ? Status.ACCEPTING_PAYMENTS : Status.REQUIRES_ACTION,
                now);
        this.channel = terms.channel();
        this.amount = terms.amount();
        this.fields = terms.fields();
        this.checkout = checkout;
        this.code = code;
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

    /** The amount for people. */
    String amountText() {
        return MinorUnits.text(amount, currency());
    }

    boolean open() {
        return status() == Status.REQUIRES_ACTION || status() == Status.ACCEPTING_PAYMENTS;
    }

    Optional<XenditPayment> latest() {
        return payments.reversed().stream().findFirst();
    }

    /** The last one that succeeded. */
    Optional<XenditPayment> success() {
        return payments.reversed().stream().filter(XenditPayment::succeeded).findFirst();
    }

    /** In minor units. */
    long paid() {
        return payments.stream().mapToLong(XenditPayment::amount).sum();
    }

    /** In minor units: what went back, or also what is on its way back. */
    long refunded(boolean orPending) {
        return refunds.stream()
                .filter(refund -> refund.succeeded() || (orPending && refund.pending()))
                .mapToLong(refund -> refund.amount)
                .sum();
    }

    void add(XenditPayment payment) {
        payments.add(payment);
        Status ended = payment.succeeded() ? Status.SUCCEEDED : Status.FAILED;
        become(status() == Status.ACCEPTING_PAYMENTS ? status() : ended, payment.at());
    }

    void refuseNextRefund() {
        refusesNextRefund = true;
    }

    /** True once after each {@link #refuseNextRefund}. */
    boolean takeRefusal() {
        boolean refuses = refusesNextRefund;
        refusesNextRefund = false;
        return refuses;
    }

    /** The path of the page on which the buyer sees the code or approves. */
    String path() {
        return (channel.kind.code == null ? "/checkout/approve/" : "/checkout/payments/") + id();
    }

    /**
     * As answers and callbacks show it.
     *
     * @param baseUrl of the buyers' pages
     */
    JsonObject toJson(String baseUrl) {
        JsonObject json = fields.copy()
                .mergeIn(json(
                        "payment_request_id", id(),
                        "business_id", owner().businessId,
                        "actions", open() ? array(action(baseUrl)) : new JsonArray(),
                        "status", status().name(),
                        "created", createdAt().toString(),
                        "updated", updatedAt().toString()));
        latest().ifPresent(payment -> {
            json.put("latest_payment_id", payment.id());
            if (!payment.succeeded()) {
                json.put("failure_code", payment.failureCode());
            }
        });
        return json;
    }

    private JsonObject action(String baseUrl) {
        return channel.kind.code == null
                ? json("type", "REDIRECT_CUSTOMER", "descriptor", "WEB_URL", "value", baseUrl + path())
                : json("type", "PRESENT_TO_CUSTOMER", "descriptor", channel.kind.code, "value", code);
    }
}
