package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.xendit.Checkout;
import com.plugipay.sandbox.xendit.XenditLedger;
import com.plugipay.sandbox.xendit.XenditPaymentProcessor;
import com.plugipay.sandbox.xendit.api.ApiCall.Reply;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.function.Supplier;

/** Payment sessions: the hosted page. */
public final class SessionRoutes {
    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;
    private final SeededIds ids;
    private final Supplier<String> baseUrl;
    private final SessionInput input;

    public SessionRoutes(
            XenditLedger ledger, XenditPaymentProcessor processor, SeededIds ids, Supplier<String> baseUrl) {
        this.ledger = ledger;
        this.processor = processor;
        this.ids = ids;
        this.baseUrl = baseUrl;
        this.input = new SessionInput(ids);
    }

    public void mount(XenditEndpoints api, Router router) {
        api.on(router, HttpMethod.POST, "/sessions", this::create);
        api.on(router, HttpMethod.GET, "/sessions/:id", call -> Reply.of(json(find(call))));
        api.on(router, HttpMethod.POST, "/sessions/:id/cancel", this::cancel);
    }

    private Reply create(ApiCall call) {
        Instant now = processor.now();
        Checkout.Asked asked = input.read(call.account(), call.body(), now);
        Checkout session = new Checkout(call.account(), "ps-" + ids.hex24(), asked, now);
        return Reply.of(201, json(processor.open(session)));
    }

    private Reply cancel(ApiCall call) {
        Checkout session = find(call);
        if (!session.open()) {
            throw XenditRefusal.of("INVALID_SESSION_STATUS", "The session is " + session.status() + " already.");
        }
        processor.cancel(session);
        return Reply.of(json(session));
    }

    private Checkout find(ApiCall call) {
        return ledger.checkout(call.account(), call.id());
    }

    private JsonObject json(Checkout session) {
        return CheckoutJson.session(session, baseUrl.get());
    }
}
