package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.known;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.callbacks.OutgoingCallback;
import com.plugipay.sandbox.kit.callbacks.RetryPlan;
import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.xendit.PaymentRequest.Payment;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every change of a payment request and of a checkout, and the callbacks about it. */
record XenditPaymentProcessor(StandInTools tools, XenditLedger ledger) {
    private static final String PROOF = "x-callback-token";
    private static final RetryPlan PLAN = RetryPlan.after(
            Duration.ofMinutes(15),
            Duration.ofMinutes(45),
            Duration.ofHours(2),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12));

    /** As exact as Xendit writes it. */
    Instant now() {
        return tools.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** @param fields those of the request that answers and callbacks repeat */
    PaymentRequest open(XenditMerchant merchant, JsonObject fields, Instant expiresAt, @Nullable Checkout checkout) {
        PaymentRequest request = new PaymentRequest("pr-" + ledger.ids.uuid(), merchant, fields, checkout, now());
        ledger.add(request);
        tools.timers().at(expiresAt, () -> expire(request));
        return request;
    }

    void open(Checkout checkout) {
        ledger.checkouts.add(checkout);
        tools.timers().at(checkout.expiresAt, () -> expire(checkout));
    }

    /** The buyer chooses how to pay on a page of the stand-in's. */
    PaymentRequest choose(Checkout checkout, XenditChannelCode channel, JsonObject channelProperties) {
        JsonObject fields = known(
                "reference_id", checkout.fields.getString("reference_id"),
                "type", "PAY",
                "country", "ID",
                "currency", checkout.fields.getString("currency"),
                "request_amount", checkout.fields.getNumber("amount"),
                "capture_method", "AUTOMATIC",
                "channel_code", channel.name(),
                "channel_properties", channelProperties,
                "description", checkout.fields.getString("description"),
                "metadata", checkout.fields.getJsonObject("metadata"));
        Instant last = now().plus(channel.lifetime());
        Instant expiresAt = last.isBefore(checkout.expiresAt) ? last : checkout.expiresAt;
        PaymentRequest request = open(checkout.owner(), fields, expiresAt, checkout);
        checkout.requests.add(request);
        if (!checkout.open()) {
            request.become(PaymentRequest.Status.EXPIRED, now());
        }
        return request;
    }

    /**
     * What the buyer of this page would pay with: the last way that was chosen, if it can be paid or could be until it
     * expired, or else the first one offered.
     */
    PaymentRequest payable(Checkout checkout) {
        return checkout.requests.reversed().stream()
                .filter(request -> request.open() || request.status() == PaymentRequest.Status.EXPIRED)
                .findFirst()
                .or(() -> checkout.offered.stream()
                        .findFirst()
                        .map(channel -> choose(checkout, channel, new JsonObject())))
                .orElseThrow(() -> new IllegalArgumentException("No channel takes this amount"));
    }

    /** The buyer pays the amount, unless a fault lets another amount through. */
    void pay(PaymentRequest request, String issuer) {
        long amount = request.amount;
        pay(request, tools.occurs(Fault.AMOUNT_MISMATCH) ? Math.max(1, amount - 1) : amount, issuer);
    }

    /** The buyer types in an amount. A wrong amount needs the fault that lets it through. */
    void payTyped(PaymentRequest request, long amount, String issuer) {
        if (amount != request.amount && !tools.occurs(Fault.AMOUNT_MISMATCH)) {
            throw new IllegalArgumentException("The bank takes exactly " + request.amount + " for this one");
        }
        pay(request, amount, issuer);
    }

    private void pay(PaymentRequest request, long amount, String issuer) {
        boolean late = request.status() == PaymentRequest.Status.EXPIRED && tools.occurs(Fault.LATE_SUCCESS);
        if (!request.open() && !late) {
            throw new IllegalArgumentException("This cannot be paid, it is " + request.status());
        }
        settle(request, amount, issuer);
    }

    /** The buyer or the buyer's bank says no. */
    void decline(PaymentRequest request, String failureCode) {
        if (!request.open()) {
            throw new IllegalArgumentException("This cannot fail, it is " + request.status());
        }
        Payment failed = add(request, 0, request.channel.label, failureCode);
        send(request.owner(), "payment.failure", failed.toJson());
    }

    void cancel(Checkout checkout) {
        checkout.become(Checkout.Status.CANCELED, now());
        closeOpen(checkout, PaymentRequest.Status.CANCELED);
    }

    /** Nothing happens to what is over already. */
    void expire(PaymentRequest request) {
        if (!request.open()) {
            return;
        }
        request.become(PaymentRequest.Status.EXPIRED, now());
        if (request.checkout == null) {
            send(request.owner(), "payment_request.expiry", request.toJson());
            if (tools.occurs(Fault.LATE_SUCCESS)) {
                settle(request, request.amount, request.channel.usualIssuer());
            }
        }
    }

    void expire(Checkout checkout) {
        if (!checkout.open()) {
            return;
        }
        checkout.become(Checkout.Status.EXPIRED, now());
        closeOpen(checkout, PaymentRequest.Status.EXPIRED);
        send(checkout.owner(), "payment_session.expired", checkout.toJson());
        if (!checkout.offered.isEmpty() && tools.occurs(Fault.LATE_SUCCESS)) {
            PaymentRequest request = payable(checkout);
            settle(request, request.amount, request.channel.usualIssuer());
        }
    }

    /** What is open on a page that is closed can no longer be paid; no callback is sent about each one. */
    private void closeOpen(Checkout checkout, PaymentRequest.Status how) {
        checkout.requests.stream().filter(PaymentRequest::open).forEach(request -> request.become(how, now()));
    }

    private void settle(PaymentRequest request, long amount, String issuer) {
        String failure = request.channel == XenditChannelCode.CARDS ? XenditCards.FAILURES.get(request.amount) : null;
        if (failure != null && request.open()) {
            decline(request, failure);
            return;
        }
        Payment payment = add(request, amount, issuer, null);
        send(request.owner(), "payment.capture", payment.toJson());
        Checkout checkout = request.checkout;
        if (checkout != null) {
            boolean inTime = checkout.open();
            checkout.paidBy = request;
            // An expired session stays expired, whatever its payment says.
            checkout.become(inTime ? Checkout.Status.COMPLETED : checkout.status(), now());
            closeOpen(checkout, PaymentRequest.Status.CANCELED);
            if (inTime) {
                send(checkout.owner(), "payment_session.completed", checkout.toJson());
            }
        }
    }

    private Payment add(PaymentRequest request, long amount, String issuer, @Nullable String failureCode) {
        String id = "py-" + ledger.ids.uuid();
        String captureId = "cap-" + ledger.ids.uuid();
        Payment payment = new Payment(request, id, captureId, amount, now(), issuer, failureCode);
        request.add(payment);
        return payment;
    }

    /**
     * Sends a callback as docs.xendit.co describes: with the account's token in a header, and for a day.
     *
     * <p>The token proves who sends, and nothing about what is sent. Without a URL in the dashboard nothing is sent.
     */
    void send(XenditMerchant merchant, String event, JsonObject data) {
        String url = merchant.callbackUrl;
        if (url == null) {
            return;
        }
        String created = now().toString();
        JsonObject body = json("event", event, "business_id", merchant.businessId, "created", created, "data", data);
        String token = merchant.callbackToken;
        tools.callbacks()
                .send(new OutgoingCallback(
                        XenditStandIn.NAME,
                        url,
                        Map.of("Content-Type", "application/json", PROOF, token, "webhook-id", ledger.ids.uuid()),
                        body.toBuffer(),
                        callback -> callback.withHeader(PROOF, "not-" + token),
                        PLAN));
    }
}
