package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.standins.StandInPages;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a buyer sees after choosing: what to scan or pay to, or the question of a wallet or of a card's bank. */
final class PaymentPages {
    private final Ledger ledger;
    private final Cashier cashier;
    private final BuyersPages pages;
    private final Desks desks;

    PaymentPages(Ledger ledger, Cashier cashier, Timetable timetable, StandInPages pages) {
        this.ledger = ledger;
        this.cashier = cashier;
        this.pages = new BuyersPages(timetable, pages);
        this.desks = new Desks(ledger, cashier, this.pages);
    }

    void mount(Router router) {
        pages.on(router, HttpMethod.GET, "/checkout/payments/:id", this::showCode);
        pages.on(router, HttpMethod.GET, "/checkout/approve/:id", this::ask);
        pages.on(router, HttpMethod.POST, "/checkout/approve/:id", this::answered);
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
            pages.show(context, "code", waiting(request));
        } else {
            goBack(context, pages, request);
        }
    }

    private void ask(RoutingContext context) {
        PaymentRequest request = find(context);
        if (request.open()) {
            pages.show(context, "approve", waiting(request));
        } else {
            goBack(context, pages, request);
        }
    }

    private void answered(RoutingContext context) {
        PaymentRequest request = find(context);
        switch (BuyersPages.field(context, "answer")) {
            case "approve" -> cashier.pay(request, Issuers.usual(request.channel()));
            case "decline" ->
                cashier.decline(
                        request,
                        request.channel() == Channel.CARDS
                                ? "AUTHENTICATION_FAILED"
                                : Buyer.failure(request.channel()));
            default -> throw new IllegalArgumentException("Approve or decline");
        }
        goBack(context, pages, request);
    }

    /** To the hosted page, which knows where to go, or to the return URL of a direct payment. */
    static void goBack(RoutingContext context, BuyersPages pages, PaymentRequest request) {
        Checkout checkout = request.checkout();
        if (checkout != null) {
            BuyersPages.goTo(context, checkout.path());
            return;
        }
        boolean paid = request.success().isPresent();
        @Nullable
        String url = Fields.of(request.asked().channelProperties())
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
                PageViews.ROOT + Desks.path(request.channel().kind) + "?code="
                        + URLEncoder.encode(code, StandardCharsets.UTF_8),
                PageViews.ROOT + (checkout == null ? "/checkout" : checkout.path()));
    }

    private PaymentRequest find(RoutingContext context) {
        PaymentRequest request = ledger.request(context.pathParam("id"));
        if (request == null) {
            throw Refusal.notFound();
        }
        return request;
    }
}
