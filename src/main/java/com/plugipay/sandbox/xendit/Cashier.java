package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.standins.Fault;
import com.plugipay.sandbox.standins.Faults;
import com.plugipay.sandbox.standins.StandInTools;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every change of a payment request and of a checkout, and who is told of it. */
final class Cashier {
    private final Ledger ledger;
    private final Webhooks webhooks;
    private final Timetable timetable;
    private final Faults faults;
    private final InstantSource clock;
    private final Names names;
    private final Supplier<String> baseUrl;
    private final PayCodes codes;

    Cashier(StandInTools tools, Ledger ledger, Timetable timetable, Names names) {
        this.ledger = ledger;
        this.timetable = timetable;
        this.names = names;
        this.faults = tools.faults();
        this.clock = tools.clock();
        this.baseUrl = tools.baseUrl();
        this.webhooks = new Webhooks(tools.callbacks(), clock, names);
        this.codes = new PayCodes(ledger, names);
    }

    Webhooks webhooks() {
        return webhooks;
    }

    /** As exact as Xendit writes it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    PaymentRequest open(Account account, PaymentRequest.Asked asked, @Nullable Checkout checkout) {
        String code = codes.next(asked);
        PaymentRequest request = new PaymentRequest(account, "pr-" + names.uuid(), asked, checkout, code, now());
        ledger.add(request);
        timetable.at(asked.expiresAt(), () -> expire(request));
        return request;
    }

    /** The buyer chooses how to pay on a page of ours. */
    PaymentRequest choose(Checkout checkout, Channel channel, JsonObject channelProperties) {
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
            request.close(PaymentRequest.Status.EXPIRED, now());
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

    Checkout open(Checkout checkout) {
        ledger.add(checkout);
        timetable.at(checkout.asked().expiresAt(), () -> expire(checkout));
        return checkout;
    }

    /** The buyer pays what is asked, unless a fault lets another amount through. */
    void pay(PaymentRequest request, String issuer) {
        long asked = request.asked().amount();
        pay(request, faults.strikes(Fault.AMOUNT_MISMATCH) ? Math.max(1, asked - 1) : asked, issuer);
    }

    /** The buyer types in an amount. Another than is asked needs the fault that lets it through. */
    void payTyped(PaymentRequest request, long amount, String issuer) {
        if (amount != request.asked().amount() && !faults.strikes(Fault.AMOUNT_MISMATCH)) {
            throw new IllegalArgumentException(
                    "The bank takes exactly " + request.asked().amount() + " for this one");
        }
        pay(request, amount, issuer);
    }

    private void pay(PaymentRequest request, long amount, String issuer) {
        boolean late = request.status() == PaymentRequest.Status.EXPIRED && faults.strikes(Fault.LATE_SUCCESS);
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
        Payment failed = payment(0, request.channel().label, failureCode);
        request.add(failed);
        // Legacy invoices do not tell of tries that failed.
        if (request.invoice().isEmpty()) {
            webhooks.send(request.account(), "payment.failure", PaymentJson.payment(request, failed));
        }
    }

    void cancel(PaymentRequest request) {
        request.close(PaymentRequest.Status.CANCELED, now());
    }

    void cancel(Checkout checkout) {
        close(checkout, Checkout.Status.CANCELED, PaymentRequest.Status.CANCELED);
    }

    /** Nothing happens to what is over already. */
    void expire(PaymentRequest request) {
        if (!request.open()) {
            return;
        }
        request.close(PaymentRequest.Status.EXPIRED, now());
        if (request.checkout() == null) {
            webhooks.send(request.account(), "payment_request.expiry", PaymentJson.request(request, baseUrl.get()));
            if (faults.strikes(Fault.LATE_SUCCESS)) {
                settleWhole(request);
            }
        }
    }

    void expire(Checkout checkout) {
        if (!checkout.open()) {
            return;
        }
        close(checkout, Checkout.Status.EXPIRED, PaymentRequest.Status.EXPIRED);
        tell(checkout, "payment_session.expired");
        if (!checkout.offered().isEmpty() && faults.strikes(Fault.LATE_SUCCESS)) {
            settleWhole(payable(checkout));
        }
    }

    private void settleWhole(PaymentRequest request) {
        settle(request, request.asked().amount(), Issuers.usual(request.channel()));
    }

    private void close(Checkout checkout, Checkout.Status how, PaymentRequest.Status open) {
        checkout.close(how, now());
        closeOpen(checkout, open);
    }

    /** What is open on a page that is closed can no longer be paid; nobody is told of it one by one. */
    private void closeOpen(Checkout checkout, PaymentRequest.Status how) {
        ledger.requests(checkout).stream().filter(PaymentRequest::open).forEach(request -> request.close(how, now()));
    }

    private void settle(PaymentRequest request, long amount, String issuer) {
        if (request.channel() == Channel.CARDS) {
            String failure = Cards.failureAt(request.asked().amount()).orElse(null);
            if (failure != null && request.open()) {
                decline(request, failure);
                return;
            }
        }
        Payment payment = payment(amount, issuer, null);
        request.add(payment);
        if (request.invoice().isEmpty()) {
            webhooks.send(request.account(), "payment.capture", PaymentJson.payment(request, payment));
        }
        Checkout checkout = request.checkout();
        if (checkout != null) {
            boolean inTime = checkout.open();
            checkout.paid(request, now());
            closeOpen(checkout, PaymentRequest.Status.CANCELED);
            if (inTime || checkout.kind() == Checkout.Kind.INVOICE) {
                tell(checkout, "payment_session.completed");
            }
        }
    }

    private void tell(Checkout checkout, String event) {
        switch (checkout.kind()) {
            case SESSION -> webhooks.send(checkout.account(), event, CheckoutJson.session(checkout, baseUrl.get()));
            case INVOICE -> webhooks.invoice(checkout);
        }
    }

    private Payment payment(long amount, String issuer, @Nullable String failureCode) {
        return new Payment("py-" + names.uuid(), "cap-" + names.uuid(), amount, now(), issuer, failureCode);
    }
}
