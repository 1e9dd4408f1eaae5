package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.known;

import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.faults.Fault;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Every change of a payment request and of a checkout, and the callbacks about it. */
final class XenditPaymentProcessor {
    private final StandInTools tools;
    private final XenditLedger ledger;
    private final XenditNotifier notifier;
    private final SeededIds ids;

    XenditPaymentProcessor(StandInTools tools, XenditLedger ledger, XenditNotifier notifier, SeededIds ids) {
        this.tools = tools;
        this.ledger = ledger;
        this.notifier = notifier;
        this.ids = ids;
    }

    /** As exact as Xendit writes it. */
    Instant now() {
        return tools.now().truncatedTo(ChronoUnit.MILLIS);
    }

    PaymentRequest open(XenditMerchant merchant, PaymentRequest.Terms terms, @Nullable Checkout checkout) {
        String code = ledger.newCode(terms);
        PaymentRequest request = new PaymentRequest(merchant, "pr-" + ids.uuid(), terms, checkout, code, now());
        ledger.add(request);
        tools.timers().at(terms.expiresAt(), () -> expire(request));
        return request;
    }

    Checkout open(Checkout checkout) {
        ledger.checkouts.add(checkout);
        tools.timers().at(checkout.expiresAt, () -> expire(checkout));
        return checkout;
    }

    /** The buyer chooses how to pay on a page of the stand-in's. */
    PaymentRequest choose(Checkout checkout, XenditChannelCode channel, JsonObject channelProperties) {
        Instant last = now().plus(channel.lifetime);
        JsonObject fields = known(new JsonObject()
                .put("reference_id", checkout.fields.getString("reference_id"))
                .put("type", "PAY")
                .put("country", "ID")
                .put("currency", checkout.fields.getString("currency"))
                .put("request_amount", checkout.fields.getNumber("amount"))
                .put("capture_method", "AUTOMATIC")
                .put("channel_code", channel.name())
                .put("channel_properties", channelProperties)
                .put("description", checkout.fields.getString("description"))
                .put("metadata", checkout.fields.getJsonObject("metadata")));
        PaymentRequest request = open(
                checkout.owner(),
                new PaymentRequest.Terms(
                        channel,
                        checkout.amount,
                        last.isBefore(checkout.expiresAt) ? last : checkout.expiresAt,
                        fields),
                checkout);
        checkout.requests.add(request);
        if (!checkout.open()) {
            request.become(PaymentRequest.Status.EXPIRED, now());
        }
        return request;
    }

    /** What the buyer of this page would pay with: the last way that was chosen, or else the first one offered. */
    PaymentRequest payable(Checkout checkout) {
        return checkout.payable()
                .orElseGet(() -> choose(
                        checkout,
                        checkout.offered.stream()
                                .findFirst()
                                .orElseThrow(() -> new IllegalArgumentException("No channel takes this amount")),
                        new JsonObject()));
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
        XenditPayment failed = add(request, 0, request.channel.label, failureCode);
        notifier.send(request.owner(), "payment.failure", failed.toJson());
    }

    void cancel(PaymentRequest request) {
        request.become(PaymentRequest.Status.CANCELED, now());
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
            notifier.send(request.owner(), "payment_request.expiry", request.toJson(tools.url("")));
            if (tools.occurs(Fault.LATE_SUCCESS)) {
                settleWhole(request);
            }
        }
    }

    void expire(Checkout checkout) {
        if (!checkout.open()) {
            return;
        }
        checkout.become(Checkout.Status.EXPIRED, now());
        closeOpen(checkout, PaymentRequest.Status.EXPIRED);
        notifier.send(checkout.owner(), "payment_session.expired", checkout.toJson(tools.url("")));
        if (!checkout.offered.isEmpty() && tools.occurs(Fault.LATE_SUCCESS)) {
            settleWhole(payable(checkout));
        }
    }

    private void settleWhole(PaymentRequest request) {
        settle(request, request.amount, request.channel.usualIssuer());
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
        XenditPayment payment = add(request, amount, issuer, null);
        notifier.send(request.owner(), "payment.capture", payment.toJson());
        Checkout checkout = request.checkout;
        if (checkout != null) {
            boolean inTime = checkout.open();
            checkout.paid(request, now());
            closeOpen(checkout, PaymentRequest.Status.CANCELED);
            if (inTime) {
                notifier.send(checkout.owner(), "payment_session.completed", checkout.toJson(tools.url("")));
            }
        }
    }

    private XenditPayment add(PaymentRequest request, long amount, String issuer, @Nullable String failureCode) {
        XenditPayment payment =
                new XenditPayment(request, "py-" + ids.uuid(), "cap-" + ids.uuid(), amount, now(), issuer, failureCode);
        request.add(payment);
        return payment;
    }
}
