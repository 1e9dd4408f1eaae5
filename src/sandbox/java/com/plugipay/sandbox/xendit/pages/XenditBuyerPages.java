package com.plugipay.sandbox.xendit.pages;

import com.plugipay.sandbox.kit.Qris;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.xendit.Account;
import com.plugipay.sandbox.xendit.Amounts;
import com.plugipay.sandbox.xendit.PaymentIssuers;
import com.plugipay.sandbox.xendit.PaymentRequest;
import com.plugipay.sandbox.xendit.XenditChannelCode.Kind;
import com.plugipay.sandbox.xendit.XenditLedger;
import com.plugipay.sandbox.xendit.XenditPaymentProcessor;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a buyer pays with what was shown: a phone that scans, a bank's transfer form, a counter that takes cash. */
final class XenditBuyerPages {
    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;
    private final StandInPages pages;

    XenditBuyerPages(XenditLedger ledger, XenditPaymentProcessor processor, StandInPages pages) {
        this.ledger = ledger;
        this.processor = processor;
        this.pages = pages;
    }

    void mount(Router router) {
        for (Kind kind : List.of(Kind.QR_CODE, Kind.VIRTUAL_ACCOUNT, Kind.RETAIL_OUTLET)) {
            router.get(path(kind)).handler(context -> show(context, kind));
            router.post(path(kind)).handler(context -> pay(context, kind));
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
                "xendit/desk",
                switch (kind) {
                    case QR_CODE ->
                        new PageViews.Desk(
                                path,
                                "Scan and pay",
                                "QR code",
                                code,
                                merchant,
                                amount,
                                plain,
                                false,
                                PaymentIssuers.OF_QRIS);
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
        PaymentRequest request = find(kind, StandInPages.field(context, "code"));
        String issuer = StandInPages.field(context, "issuer");
        if (issuer.isEmpty()) {
            issuer = PaymentIssuers.usual(request.channel());
        }
        String typed = StandInPages.field(context, "amount");
        if (typed.isEmpty()) {
            processor.pay(request, issuer);
        } else {
            processor.payTyped(request, typed(typed, request), issuer);
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
