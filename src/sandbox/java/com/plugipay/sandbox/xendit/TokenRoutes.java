package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.StandInPages.field;
import static com.plugipay.sandbox.kit.StandInPages.goTo;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.xendit.XenditEndpoints.find;

import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ProviderApi;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Stored payment methods: version 3 of the payment tokens, and the page on which a bank or a wallet asks the buyer. */
record TokenRoutes(XenditTokenProcessor tokens) {
    private static final String ROOT = "/" + XenditStandIn.NAME;
    private static final StandInPages PAGES = new StandInPages("Xendit");

    void mount(ProviderApi<XenditMerchant> api) {
        api.get(
                "/v3/payment_tokens/:id",
                call -> ApiReply.of(find(call, tokens.tokens()).toJson()));
        api.post("/v3/payment_tokens/:id/cancel", this::cancel);
    }

    private ApiReply cancel(ApiCall<XenditMerchant> call) {
        StoredToken token = find(call, tokens.tokens());
        if (!token.isActive()) {
            throw XenditErrors.of(409, "INVALID_TOKEN", "The payment token is " + token.status() + " already.");
        }
        tokens.cancel(token);
        return ApiReply.of(token.toJson());
    }

    void mount(Router router) {
        router.get(StoredToken.path(":id")).handler(this::show).failureHandler(PAGES::refused);
        router.post(StoredToken.path(":id")).handler(this::answer).failureHandler(PAGES::refused);
    }

    private void show(RoutingContext context) {
        StoredToken token = token(context);
        if (!token.isOpen()) {
            goTo(context, ROOT + token.checkout.path());
            return;
        }
        PAGES.show(
                context,
                "xendit/approve",
                json(
                        "path",
                        ROOT + StoredToken.path(token.id()),
                        "label",
                        token.channel.label,
                        "amount",
                        "",
                        "question",
                        XenditMerchant.NAME + " asks to store this for later payments."));
    }

    private void answer(RoutingContext context) {
        StoredToken token = token(context);
        switch (field(context, "answer")) {
            case "approve" -> tokens.activate(token);
            case "decline" -> tokens.fail(token, "AUTHENTICATION_FAILED");
            default -> throw new IllegalArgumentException("Approve or decline");
        }
        goTo(context, ROOT + token.checkout.path());
    }

    private StoredToken token(RoutingContext context) {
        return tokens.tokens().find(context.pathParam("id")).orElseThrow(XenditErrors::notFound);
    }
}
