package com.plugipay.sandbox.xendit.pages;

import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.xendit.Account;
import com.plugipay.sandbox.xendit.Checkout;
import com.plugipay.sandbox.xendit.PaymentIssuers;
import com.plugipay.sandbox.xendit.PaymentRequest;
import com.plugipay.sandbox.xendit.XenditBuyerActions;
import com.plugipay.sandbox.xendit.XenditChannelCode;
import com.plugipay.sandbox.xendit.XenditLedger;
import com.plugipay.sandbox.xendit.XenditPaymentProcessor;
import com.plugipay.sandbox.xendit.api.RequestFields;
import com.plugipay.sandbox.xendit.api.XenditRefusal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a buyer sees after choosing: what to scan or pay to, or the question of a wallet or of a card's bank. */
public final class PaymentPages {
    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;
    private final StandInPages pages;
    private final XenditBuyerPages desks;

    public PaymentPages(XenditLedger ledger, XenditPaymentProcessor processor, StandInPages pages) {
        this.ledger = ledger;
        this.processor = processor;
        this.pages = pages;
        this.desks = new XenditBuyerPages(ledger, processor, this.pages);
    }

    public void mount(Router router) {
        router.get("/checkout/payments/:id").handler(this::showCode);
        router.get("/checkout/approve/:id").handler(this::ask);
        router.post("/checkout/approve/:id").handler(this::answered);
        desks.mount(router);
    }

    static String path(PaymentRequest request) {
        return switch (request.channel().kind) {
            case EWALLET, CARDS -> "/checkout/approve/" + request.id();
            case QR_CODE, VIRTUAL_ACCOUNT, RETAIL_OUTLET -> "/checkout/payments/" + request.id();
        };
    }

    private void showCode(RoutingContext context) {
        PaymentRequest request = find(context);
        if (request.open()) {
            pages.show(context, "xendit/code", waiting(request));
        } else {
            goBack(context, pages, request);
        }
    }

    private void ask(RoutingContext context) {
        PaymentRequest request = find(context);
        if (request.open()) {
            pages.show(context, "xendit/approve", waiting(request));
        } else {
            goBack(context, pages, request);
        }
    }

    private void answered(RoutingContext context) {
        PaymentRequest request = find(context);
        switch (StandInPages.field(context, "answer")) {
            case "approve" -> processor.pay(request, PaymentIssuers.usual(request.channel()));
            case "decline" ->
                processor.decline(
                        request,
                        request.channel() == XenditChannelCode.CARDS
                                ? "AUTHENTICATION_FAILED"
                                : XenditBuyerActions.failure(request.channel()));
            default -> throw new IllegalArgumentException("Approve or decline");
        }
        goBack(context, pages, request);
    }

    /** To the hosted page, which knows where to go, or to the return URL of a direct payment. */
    static void goBack(RoutingContext context, StandInPages pages, PaymentRequest request) {
        Checkout checkout = request.checkout();
        if (checkout != null) {
            PageViews.goTo(context, checkout.path());
            return;
        }
        boolean paid = request.success().isPresent();
        @Nullable
        String url = RequestFields.of(request.asked().channelProperties())
                .optionalText(paid ? "success_return_url" : "failure_return_url", 2_048);
        if (url != null) {
            StandInPages.goTo(context, url);
        } else if (paid) {
            pages.message(context, 200, "Paid", "The merchant is told of it.", null);
        } else {
            pages.message(context, 200, "Not paid", "This payment is " + request.status() + ".", null);
        }
    }

    private static PageViews.Waiting waiting(PaymentRequest request) {
        String code = request.code().orElse("");
        Checkout checkout = request.checkout();
        return new PageViews.Waiting(
                PageViews.ROOT + path(request),
                request.channel().label,
                Account.MERCHANT_NAME,
                PageViews.amount(request),
                code,
                PageViews.ROOT + XenditBuyerPages.path(request.channel().kind) + "?code="
                        + URLEncoder.encode(code, StandardCharsets.UTF_8),
                PageViews.ROOT + (checkout == null ? "/checkout" : checkout.path()));
    }

    private PaymentRequest find(RoutingContext context) {
        PaymentRequest request = ledger.request(context.pathParam("id"));
        if (request == null) {
            throw XenditRefusal.notFound();
        }
        return request;
    }
}
