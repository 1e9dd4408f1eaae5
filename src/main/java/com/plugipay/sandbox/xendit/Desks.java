package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.xendit.Channel.Kind;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a buyer pays with what was shown: a phone that scans, a bank's transfer form, a counter that takes cash. */
final class Desks {
    private final Ledger ledger;
    private final Cashier cashier;
    private final BuyersPages pages;

    Desks(Ledger ledger, Cashier cashier, BuyersPages pages) {
        this.ledger = ledger;
        this.cashier = cashier;
        this.pages = pages;
    }

    void mount(Router router) {
        for (Kind kind : List.of(Kind.QR_CODE, Kind.VIRTUAL_ACCOUNT, Kind.RETAIL_OUTLET)) {
            pages.on(router, HttpMethod.GET, path(kind), context -> show(context, kind));
            pages.on(router, HttpMethod.POST, path(kind), context -> pay(context, kind));
        }
    }

    static String path(Kind kind) {
        return switch (kind) {
            case QR_CODE -> "/checkout/qr";
            case VIRTUAL_ACCOUNT -> "/checkout/va";
            case RETAIL_OUTLET -> "/checkout/counter";
            // They are asked on a page of their own.
            case EWALLET, CARDS -> "/checkout";
        };
    }

    private void show(RoutingContext context, Kind kind) {
        @Nullable String given = context.request().getParam("code");
        String code = given == null ? "" : given.strip();
        @Nullable PaymentRequest found = code.isEmpty() ? null : find(kind, code);
        String path = PageViews.ROOT + path(kind);
        String merchant = found == null ? null : merchant(kind, code);
        String amount = found == null ? "" : PageViews.amount(found);
        String plain = found == null ? "" : String.valueOf(found.asked().amount());
        pages.show(
                context,
                "desk",
                switch (kind) {
                    case QR_CODE ->
                        new PageViews.Desk(
                                path, "Scan and pay", "QR code", code, merchant, amount, plain, false, Issuers.OF_QRIS);
                    case VIRTUAL_ACCOUNT ->
                        new PageViews.Desk(
                                path,
                                "Pay to a virtual account",
                                "Number",
                                code,
                                merchant,
                                amount,
                                plain,
                                true,
                                List.of());
                    case RETAIL_OUTLET, EWALLET, CARDS ->
                        new PageViews.Desk(
                                path,
                                "Pay at the counter",
                                "Payment code",
                                code,
                                merchant,
                                amount,
                                plain,
                                false,
                                List.of());
                });
    }

    private void pay(RoutingContext context, Kind kind) {
        PaymentRequest request = find(kind, BuyersPages.field(context, "code"));
        String issuer = BuyersPages.field(context, "issuer");
        if (issuer.isEmpty()) {
            issuer = Issuers.usual(request.channel());
        }
        String typed = BuyersPages.field(context, "amount");
        if (typed.isEmpty()) {
            cashier.pay(request, issuer);
        } else {
            cashier.payTyped(request, typed(typed, request), issuer);
        }
        PaymentPages.goBack(context, pages, request);
    }

    private static long typed(String text, PaymentRequest request) {
        try {
            return Amounts.read(new BigDecimal(text), request.asked().currency(), "INVALID_AMOUNT");
        } catch (NumberFormatException nonsense) {
            throw new IllegalArgumentException("The amount must be a number", nonsense);
        }
    }

    /** A phone reads the merchant from the code itself. */
    private static String merchant(Kind kind, String code) {
        return kind == Kind.QR_CODE ? Qris.decode(code).getOrDefault("59", "") : Account.MERCHANT_NAME;
    }

    private PaymentRequest find(Kind kind, String code) {
        if (kind == Kind.QR_CODE) {
            Qris.decode(code);
        }
        return ledger.byCode(code)
                .filter(request -> request.channel().kind == kind)
                .orElseThrow(() -> new IllegalArgumentException("Nobody waits for a payment with this code"));
    }
}
