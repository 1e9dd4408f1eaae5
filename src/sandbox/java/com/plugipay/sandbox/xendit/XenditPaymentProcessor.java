package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.StandInSettings.require;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.known;

import com.plugipay.sandbox.kit.Ledger;
import com.plugipay.sandbox.kit.Qris;
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
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that the stand-in keeps, every change of a payment request and of a checkout, and the callbacks about it. */
final class XenditPaymentProcessor {
    private static final String PROOF = "x-callback-token";
    /** In minutes; a day in all. */
    private static final RetryPlan PLAN = RetryPlan.after(
            Stream.of(15, 45, 120, 180, 360, 720).map(Duration::ofMinutes).toArray(Duration[]::new));

    final StandInTools tools;
    final Ledger<PaymentRequest> requests = new Ledger<>();
    final Ledger<Checkout> checkouts = new Ledger<>();
    final Ledger<XenditRefund> refunds = new Ledger<>();
    final Ledger<StoredToken> tokens = new Ledger<>();

    XenditPaymentProcessor(StandInTools tools) {
        this.tools = tools;
    }

    /** As exact as Xendit writes it. */
    Instant now() {
        return tools.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** @param fields those of the request that answers and callbacks repeat */
    PaymentRequest open(XenditMerchant merchant, JsonObject fields, Instant expiresAt, @Nullable Checkout checkout) {
        PaymentRequest request = new PaymentRequest("pr-" + tools.ids().uuid(), merchant, fields, checkout, now());
        request.code = newCode(request);
        requests.add(request);
        tools.timers().at(expiresAt, () -> expire(request));
        return request;
    }

    void open(Checkout checkout) {
        checkouts.add(checkout);
        tools.timers().at(checkout.expiresAt(), () -> expire(checkout));
    }

    Stream<Payment> payments(XenditMerchant merchant) {
        return requests.of(merchant).stream().flatMap(request -> request.payments.stream());
    }

    /** The last one that was given this code. */
    Optional<PaymentRequest> byCode(String code) {
        return requests.all().stream()
                .filter(request -> request.code.equals(code))
                .reduce((earlier, later) -> later);
    }

    private String newCode(PaymentRequest request) {
        return switch (request.channel.kind) {
            case QR_CODE -> {
                String reference = tools.ids().hex24().substring(0, 20);
                yield Qris.encode("TEST ONLY TOKO CONTOH", request.amount, reference);
            }
            case VIRTUAL_ACCOUNT -> unique(request, "virtual_account_number", 16 - request.channel.prefix.length());
            case RETAIL_OUTLET -> unique(request, "payment_code", 6);
            case EWALLET, CARDS -> tools.url(request.path());
        };
    }

    /** The merchant may choose the number, while nobody else has it. */
    private String unique(PaymentRequest request, String property, int digits) {
        String wanted =
                XenditFields.of(request.fields).object("channel_properties").optionalText(property, 32);
        if (wanted == null || wanted.isEmpty()) {
            return Stream.generate(() -> request.channel.prefix + tools.ids().digits(digits))
                    .filter(made -> byCode(made).isEmpty())
                    .findFirst()
                    .orElseThrow();
        }
        if (byCode(wanted).filter(PaymentRequest::open).isPresent()) {
            throw XenditErrors.of(409, "DUPLICATE_ERROR", property + " is in use.");
        }
        return wanted;
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
        Instant expiresAt = last.isBefore(checkout.expiresAt()) ? last : checkout.expiresAt();
        PaymentRequest request = open(checkout.owner(), fields, expiresAt, checkout);
        request.stores = checkout.stores(false);
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
                        .map(channel -> choose(checkout, channel, XenditCards.usual(channel))))
                .orElseThrow(() -> new IllegalArgumentException("No channel takes this amount"));
    }

    /** The buyer pays the amount, unless a fault lets another amount through. */
    void pay(PaymentRequest request, String issuer) {
        long amount = request.amount;
        pay(request, tools.occurs(Fault.AMOUNT_MISMATCH) ? Math.max(1, amount - 1) : amount, issuer);
    }

    /** The buyer types in an amount. A wrong amount needs the fault that lets it through. */
    void payTyped(PaymentRequest request, long amount, String issuer) {
        boolean taken = amount == request.amount || tools.occurs(Fault.AMOUNT_MISMATCH);
        require(taken, "The bank takes exactly " + request.amount + " for this one");
        pay(request, amount, issuer);
    }

    private void pay(PaymentRequest request, long amount, String issuer) {
        boolean late = request.status() == PaymentRequest.Status.EXPIRED && tools.occurs(Fault.LATE_SUCCESS);
        require(request.open() || late, "This cannot be paid, it is " + request.status());
        settle(request, amount, issuer);
    }

    /** The buyer or the buyer's bank says no. */
    void decline(PaymentRequest request, String failureCode) {
        require(request.open(), "This cannot fail, it is " + request.status());
        add(request, 0, request.channel.label, failureCode);
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
        if (!checkout.isSetup() && !checkout.offered.isEmpty() && tools.occurs(Fault.LATE_SUCCESS)) {
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
        Checkout checkout = request.checkout;
        XenditTokenProcessor methods = new XenditTokenProcessor(this);
        StoredToken token = checkout != null && request.stores ? methods.store(checkout, request) : null;
        add(request, amount, issuer, null);
        if (checkout != null) {
            boolean inTime = checkout.open();
            // An expired session stays expired, whatever its payment says.
            checkout.become(inTime ? Checkout.Status.COMPLETED : checkout.status(), now());
            closeOpen(checkout, PaymentRequest.Status.CANCELED);
            if (inTime) {
                send(checkout.owner(), "payment_session.completed", checkout.toJson());
            }
        }
        if (token != null) {
            methods.announce(token);
        }
    }

    private void add(PaymentRequest request, long amount, String issuer, @Nullable String failureCode) {
        Payment payment = new Payment(request, "py-" + tools.ids().uuid(), amount, now(), issuer, failureCode);
        request.add(payment);
        send(request.owner(), payment.succeeded() ? "payment.capture" : "payment.failure", payment.toJson());
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
        String id = tools.ids().uuid();
        String created = now().toString();
        JsonObject body = json("event", event, "business_id", merchant.businessId, "created", created, "data", data);
        String token = merchant.callbackToken;
        tools.callbacks()
                .send(new OutgoingCallback(
                        XenditStandIn.NAME,
                        url,
                        Map.of("Content-Type", "application/json", PROOF, token, "webhook-id", id),
                        body.toBuffer(),
                        callback -> callback.withHeader(PROOF, "not-" + token),
                        PLAN));
    }
}
