package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.xendit.ApiCall.Reply;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Supplier;

/** Direct payments: version 3 of the payment requests and payments. */
final class PaymentRequestRoutes {
    static final JsonObject SIMULATING = new JsonObject()
            .put("status", "PENDING")
            .put(
                    "message",
                    "A simulated payment for the specified payment request id is being processed."
                            + " You will be informed of the result via a webhook.");

    private final Ledger ledger;
    private final Cashier cashier;
    private final Timetable timetable;
    private final Supplier<String> baseUrl;
    private final PaymentRequestInput input;

    PaymentRequestRoutes(
            Ledger ledger, Cashier cashier, Timetable timetable, Supplier<String> baseUrl, ReturnUrls returnUrls) {
        this.ledger = ledger;
        this.cashier = cashier;
        this.timetable = timetable;
        this.baseUrl = baseUrl;
        this.input = new PaymentRequestInput(returnUrls);
    }

    void mount(XenditApi api, Router router) {
        api.on(router, HttpMethod.POST, "/v3/payment_requests", this::create);
        api.on(router, HttpMethod.GET, "/v3/payment_requests", this::list);
        api.on(router, HttpMethod.GET, "/v3/payment_requests/:id", call -> Reply.of(json(find(call))));
        api.on(router, HttpMethod.POST, "/v3/payment_requests/:id/cancel", this::cancel);
        api.on(router, HttpMethod.POST, "/v3/payment_requests/:id/simulate", this::simulate);
        api.on(router, HttpMethod.GET, "/v3/payments/:id", this::payment);
    }

    private Reply create(ApiCall call) {
        Fields body = call.body();
        PaymentRequest.Asked asked = input.read(body, cashier.now());
        if (asked.channel() == Channel.CARDS && cardReferenceTaken(call.account(), asked.reference())) {
            throw new Refusal(409, "DUPLICATE_ERROR", "A payment request with this reference_id exists already.");
        }
        PaymentRequest request = cashier.open(call.account(), asked, null);
        if (asked.channel() == Channel.CARDS && !asksTheBuyer(body)) {
            cashier.pay(request, Issuers.usual(Channel.CARDS));
        }
        return Reply.of(201, json(request));
    }

    private boolean cardReferenceTaken(Account account, String reference) {
        return ledger.requests(account).stream()
                .anyMatch(request -> request.channel() == Channel.CARDS
                        && request.asked().reference().equals(reference));
    }

    private static boolean asksTheBuyer(Fields body) {
        Fields properties = body.object("channel_properties");
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
            throw new Refusal(
                    409, "INELIGIBLE_TRANSACTION_STATUS", "The payment request is " + request.status() + " already.");
        }
        cashier.cancel(request);
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
                throw Refusal.of("INVALID_VALUE_ERROR", "Payments of " + asked.channel() + " cannot be simulated.");
        }
        if (amount != asked.amount()) {
            throw Refusal.of("INVALID_VALUE_ERROR", "amount must be the amount of the payment request");
        }
        timetable.at(cashier.now(), () -> {
            if (request.open()) {
                cashier.pay(request, Issuers.usual(request.channel()));
            }
        });
        return Reply.of(SIMULATING);
    }

    private Reply payment(ApiCall call) {
        for (PaymentRequest request : ledger.requests(call.account())) {
            for (Payment payment : request.payments()) {
                if (payment.id().equals(call.id())) {
                    return Reply.of(PaymentJson.payment(request, payment));
                }
            }
        }
        throw Refusal.notFound();
    }

    private PaymentRequest find(ApiCall call) {
        return ledger.request(call.account(), call.id());
    }

    private JsonObject json(PaymentRequest request) {
        return PaymentJson.request(request, baseUrl.get());
    }
}
