package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.ExpiryTimers;
import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.kit.faults.Faults;
import com.plugipay.sandbox.xendit.api.CheckoutJson;
import com.plugipay.sandbox.xendit.api.PaymentJson;
import com.plugipay.sandbox.xendit.pages.Cards;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every change of a payment request and of a checkout, and who is told of it. */
public final class XenditPaymentProcessor {
    private final XenditLedger ledger;
    private final XenditNotifier webhooks;
    private final ExpiryTimers timers;
    private final Faults faults;
    private final InstantSource clock;
    private final SeededIds ids;
    private final Supplier<String> baseUrl;
    private final PayCodes codes;

    XenditPaymentProcessor(StandInTools tools, XenditLedger ledger, ExpiryTimers timers, SeededIds ids) {
        this.ledger = ledger;
        this.timers = timers;
        this.ids = ids;
        this.faults = tools.faults();
        this.clock = tools.clock();
        this.baseUrl = tools.baseUrl();
        this.webhooks = new XenditNotifier(tools.callbacks(), clock, ids);
        this.codes = new PayCodes(ledger, ids);
    }

    XenditNotifier webhooks() {
        return webhooks;
    }

    /** As exact as Xendit writes it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    public PaymentRequest open(Account account, PaymentRequest.Asked asked, @Nullable Checkout checkout) {
        String code = codes.next(asked);
        PaymentRequest request = new PaymentRequest(account, "pr-" + ids.uuid(), asked, checkout, code, now());
        ledger.add(request);
        timers.at(asked.expiresAt(), () -> expire(request));
        return request;
    }

    /** The buyer chooses how to pay on a page of ours. */
    public PaymentRequest choose(Checkout checkout, XenditChannelCode channel, JsonObject channelProperties) {
        Instant last = now().plus(channel.lifetime);
        Checkout.Asked wanted = checkout.asked();
        PaymentRequest request = open(
                checkout.account(),
                new PaymentRequest.Asked(
                        wanted.reference(),
                        "PAY",
                        "ID",
                        wanted.currency(),
                        wanted.amount(),
                        channel,
                        channelProperties,
                        wanted.description(),
                        wanted.metadata(),
                        last.isBefore(wanted.expiresAt()) ? last : wanted.expiresAt()),
                checkout);
        if (!checkout.open()) {
            request.become(PaymentRequest.Status.EXPIRED, now());
        }
        return request;
    }

    /** What the buyer of this page would pay with: the last way that was chosen, or else the first one offered. */
    PaymentRequest payable(Checkout checkout) {
        return ledger.requests(checkout).reversed().stream()
                .filter(request -> request.open() || request.status() == PaymentRequest.Status.EXPIRED)
                .findFirst()
                .orElseGet(() -> choose(
                        checkout,
                        checkout.offered().stream()
                                .findFirst()
                                .orElseThrow(() -> new IllegalArgumentException("No channel takes this amount")),
                        new JsonObject()));
    }

    public Checkout open(Checkout checkout) {
        ledger.add(checkout);
        timers.at(checkout.asked().expiresAt(), () -> expire(checkout));
        return checkout;
    }

    /** The buyer pays what is asked, unless a fault lets another amount through. */
    public void pay(PaymentRequest request, String issuer) {
        long asked = request.asked().amount();
        pay(request, faults.occurs(Fault.AMOUNT_MISMATCH) ? Math.max(1, asked - 1) : asked, issuer);
    }

    /** The buyer types in an amount. Another than is asked needs the fault that lets it through. */
    public void payTyped(PaymentRequest request, long amount, String issuer) {
        if (amount != request.asked().amount() && !faults.occurs(Fault.AMOUNT_MISMATCH)) {
            throw new IllegalArgumentException(
                    "The bank takes exactly " + request.asked().amount() + " for this one");
        }
        pay(request, amount, issuer);
    }

    private void pay(PaymentRequest request, long amount, String issuer) {
        boolean late = request.status() == PaymentRequest.Status.EXPIRED && faults.occurs(Fault.LATE_SUCCESS);
        if (!request.open() && !late) {
            throw new IllegalArgumentException("This cannot be paid, it is " + request.status());
        }
        settle(request, amount, issuer);
    }

    /** The buyer or the buyer's bank says no. */
    public void decline(PaymentRequest request, String failureCode) {
        if (!request.open()) {
            throw new IllegalArgumentException("This cannot fail, it is " + request.status());
        }
        XenditPayment failed = payment(0, request.channel().label, failureCode);
        request.add(failed);
        webhooks.send(request.account(), "payment.failure", PaymentJson.payment(request, failed));
    }

    public void cancel(PaymentRequest request) {
        request.become(PaymentRequest.Status.CANCELED, now());
    }

    public void cancel(Checkout checkout) {
        close(checkout, Checkout.Status.CANCELED, PaymentRequest.Status.CANCELED);
    }

    /** Nothing happens to what is over already. */
    public void expire(PaymentRequest request) {
        if (!request.open()) {
            return;
        }
        request.become(PaymentRequest.Status.EXPIRED, now());
        if (request.checkout() == null) {
            webhooks.send(request.account(), "payment_request.expiry", PaymentJson.request(request, baseUrl.get()));
            if (faults.occurs(Fault.LATE_SUCCESS)) {
                settleWhole(request);
            }
        }
    }

    public void expire(Checkout checkout) {
        if (!checkout.open()) {
            return;
        }
        close(checkout, Checkout.Status.EXPIRED, PaymentRequest.Status.EXPIRED);
        tell(checkout, "payment_session.expired");
        if (!checkout.offered().isEmpty() && faults.occurs(Fault.LATE_SUCCESS)) {
            settleWhole(payable(checkout));
        }
    }

    private void settleWhole(PaymentRequest request) {
        settle(request, request.asked().amount(), PaymentIssuers.usual(request.channel()));
    }

    private void close(Checkout checkout, Checkout.Status how, PaymentRequest.Status open) {
        checkout.become(how, now());
        closeOpen(checkout, open);
    }

    /** What is open on a page that is closed can no longer be paid; nobody is told of it one by one. */
    private void closeOpen(Checkout checkout, PaymentRequest.Status how) {
        ledger.requests(checkout).stream().filter(PaymentRequest::open).forEach(request -> request.become(how, now()));
    }

    private void settle(PaymentRequest request, long amount, String issuer) {
        if (request.channel() == XenditChannelCode.CARDS) {
            String failure = Cards.failureAt(request.asked().amount()).orElse(null);
            if (failure != null && request.open()) {
                decline(request, failure);
                return;
            }
        }
        XenditPayment payment = payment(amount, issuer, null);
        request.add(payment);
        webhooks.send(request.account(), "payment.capture", PaymentJson.payment(request, payment));
        Checkout checkout = request.checkout();
        if (checkout != null) {
            boolean inTime = checkout.open();
            checkout.paid(request, now());
            closeOpen(checkout, PaymentRequest.Status.CANCELED);
            if (inTime) {
                tell(checkout, "payment_session.completed");
            }
        }
    }

    private void tell(Checkout checkout, String event) {
        webhooks.send(checkout.account(), event, CheckoutJson.session(checkout, baseUrl.get()));
    }

    private XenditPayment payment(long amount, String issuer, @Nullable String failureCode) {
        return new XenditPayment("py-" + ids.uuid(), "cap-" + ids.uuid(), amount, now(), issuer, failureCode);
    }
}
