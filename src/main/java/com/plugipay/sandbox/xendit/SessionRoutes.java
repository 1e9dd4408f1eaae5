package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.xendit.ApiCall.Reply;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.function.Supplier;

/** Payment sessions: the hosted page of today. */
final class SessionRoutes {
    private final Ledger ledger;
    private final Cashier cashier;
    private final Names names;
    private final Supplier<String> baseUrl;
    private final SessionInput input;

    SessionRoutes(Ledger ledger, Cashier cashier, Names names, Supplier<String> baseUrl, ReturnUrls returnUrls) {
        this.ledger = ledger;
        this.cashier = cashier;
        this.names = names;
        this.baseUrl = baseUrl;
        this.input = new SessionInput(returnUrls, names);
    }

    void mount(XenditApi api, Router router) {
        api.on(router, HttpMethod.POST, "/sessions", this::create);
        api.on(router, HttpMethod.GET, "/sessions/:id", call -> Reply.of(json(find(call))));
        api.on(router, HttpMethod.POST, "/sessions/:id/cancel", this::cancel);
    }

    private Reply create(ApiCall call) {
        Instant now = cashier.now();
        Checkout.Asked asked = input.read(call.account(), call.body(), now);
        Checkout session = new Checkout(Checkout.Kind.SESSION, call.account(), "ps-" + names.hex24(), asked, now);
        return Reply.of(201, json(cashier.open(session)));
    }

    private Reply cancel(ApiCall call) {
        Checkout session = find(call);
        if (!session.open()) {
            throw Refusal.of("INVALID_SESSION_STATUS", "The session is " + session.statusText() + " already.");
        }
        cashier.cancel(session);
        return Reply.of(json(session));
    }

    private Checkout find(ApiCall call) {
        return ledger.checkout(call.account(), Checkout.Kind.SESSION, call.id());
    }

    private JsonObject json(Checkout session) {
        return CheckoutJson.session(session, baseUrl.get());
    }
}
