package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.kit.ExpiryTimers;
import com.plugipay.sandbox.xendit.Account;
import com.plugipay.sandbox.xendit.Amounts;
import com.plugipay.sandbox.xendit.PaymentIssuers;
import com.plugipay.sandbox.xendit.PaymentRequest;
import com.plugipay.sandbox.xendit.XenditChannelCode;
import com.plugipay.sandbox.xendit.XenditLedger;
import com.plugipay.sandbox.xendit.XenditPayment;
import com.plugipay.sandbox.xendit.XenditPaymentProcessor;
import com.plugipay.sandbox.xendit.api.ApiCall.Reply;
import com.plugipay.sandbox.xendit.pages.Cards;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Supplier;

/** Direct payments: version 3 of the payment requests and payments. */
public final class PaymentRequestRoutes {
    private static final JsonObject SIMULATING = new JsonObject()
            .put("status", "PENDING")
            .put(
                    "message",
                    "A simulated payment for the specified payment request id is being processed."
                            + " You will be informed of the result via a webhook.");

    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;
    private final ExpiryTimers timers;
    private final Supplier<String> baseUrl;

    public PaymentRequestRoutes(
            XenditLedger ledger, XenditPaymentProcessor processor, ExpiryTimers timers, Supplier<String> baseUrl) {
        this.ledger = ledger;
        this.processor = processor;
        this.timers = timers;
        this.baseUrl = baseUrl;
    }

    public void mount(XenditEndpoints api, Router router) {
        api.on(router, HttpMethod.POST, "/v3/payment_requests", this::create);
        api.on(router, HttpMethod.GET, "/v3/payment_requests", this::list);
        api.on(router, HttpMethod.GET, "/v3/payment_requests/:id", call -> Reply.of(json(find(call))));
        api.on(router, HttpMethod.POST, "/v3/payment_requests/:id/cancel", this::cancel);
        api.on(router, HttpMethod.POST, "/v3/payment_requests/:id/simulate", this::simulate);
        api.on(router, HttpMethod.GET, "/v3/payments/:id", this::payment);
    }

    private Reply create(ApiCall call) {
        RequestFields body = call.body();
        PaymentRequest.Asked asked = PaymentRequestInput.read(body, processor.now());
        if (asked.channel() == XenditChannelCode.CARDS && cardReferenceTaken(call.account(), asked.reference())) {
            throw new XenditRefusal(409, "DUPLICATE_ERROR", "A payment request with this reference_id exists already.");
        }
        PaymentRequest request = processor.open(call.account(), asked, null);
        if (asked.channel() == XenditChannelCode.CARDS && !asksTheBuyer(body)) {
            processor.pay(request, PaymentIssuers.usual(XenditChannelCode.CARDS));
        }
        return Reply.of(201, json(request));
    }

    private boolean cardReferenceTaken(Account account, String reference) {
        return ledger.requests(account).stream()
                .anyMatch(request -> request.channel() == XenditChannelCode.CARDS
                        && request.asked().reference().equals(reference));
    }

    private static boolean asksTheBuyer(RequestFields body) {
        RequestFields properties = body.object("channel_properties");
        return !Boolean.TRUE.equals(properties.json().getValue("skip_three_ds"))
                && Cards.challenged(properties.object("card_details").text("card_number", 32));
    }

    private Reply list(ApiCall call) {
        List<PaymentRequest> found = ledger.requests(call.account()).stream()
                .filter(request -> call.query("reference_id")
                        .map(reference -> request.asked().reference().equals(reference))
                        .orElse(true))
                .toList();
        return call.listed(found, "after_id", PaymentRequest::id, this::json).reply();
    }

    private Reply cancel(ApiCall call) {
        PaymentRequest request = find(call);
        if (!request.open()) {
            throw new XenditRefusal(
                    409, "INELIGIBLE_TRANSACTION_STATUS", "The payment request is " + request.status() + " already.");
        }
        processor.cancel(request);
        return Reply.of(json(request));
    }

    /** Xendit answers at once and pays a moment later. */
    private Reply simulate(ApiCall call) {
        PaymentRequest request = find(call);
        PaymentRequest.Asked asked = request.asked();
        long amount = Amounts.read(call.body().number("amount"), asked.currency(), "INVALID_VALUE_ERROR");
        switch (asked.channel().kind) {
            case QR_CODE, VIRTUAL_ACCOUNT, RETAIL_OUTLET -> {}
            case EWALLET, CARDS ->
                throw XenditRefusal.of(
                        "INVALID_VALUE_ERROR", "Payments of " + asked.channel() + " cannot be simulated.");
        }
        if (amount != asked.amount()) {
            throw XenditRefusal.of("INVALID_VALUE_ERROR", "amount must be the amount of the payment request");
        }
        timers.at(processor.now(), () -> {
            if (request.open()) {
                processor.pay(request, PaymentIssuers.usual(request.channel()));
            }
        });
        return Reply.of(SIMULATING);
    }

    private Reply payment(ApiCall call) {
        for (PaymentRequest request : ledger.requests(call.account())) {
            for (XenditPayment payment : request.payments()) {
                if (payment.id().equals(call.id())) {
                    return Reply.of(PaymentJson.payment(request, payment));
                }
            }
        }
        throw XenditRefusal.notFound();
    }

    private PaymentRequest find(ApiCall call) {
        return ledger.request(call.account(), call.id());
    }

    private JsonObject json(PaymentRequest request) {
        return PaymentJson.request(request, baseUrl.get());
    }
}
