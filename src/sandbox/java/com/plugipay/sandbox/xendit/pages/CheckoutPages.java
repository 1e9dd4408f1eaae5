package com.plugipay.sandbox.xendit.pages;

import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.xendit.Account;
import com.plugipay.sandbox.xendit.Checkout;
import com.plugipay.sandbox.xendit.PaymentIssuers;
import com.plugipay.sandbox.xendit.PaymentRequest;
import com.plugipay.sandbox.xendit.XenditChannelCode;
import com.plugipay.sandbox.xendit.XenditLedger;
import com.plugipay.sandbox.xendit.XenditPayment;
import com.plugipay.sandbox.xendit.XenditPaymentProcessor;
import com.plugipay.sandbox.xendit.api.XenditRefusal;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The hosted page of a session: the buyer chooses a channel, and comes back here from everywhere. */
public final class CheckoutPages {
    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;
    private final StandInPages pages;

    public CheckoutPages(XenditLedger ledger, XenditPaymentProcessor processor, StandInPages pages) {
        this.ledger = ledger;
        this.processor = processor;
        this.pages = pages;
    }

    public void mount(Router router) {
        router.get("/checkout").handler(this::list);
        router.get("/checkout/sessions/:id").handler(this::show);
        router.post("/checkout/sessions/:id").handler(this::choose);
    }

    private void list(RoutingContext context) {
        pages.show(
                context,
                "xendit/open",
                ledger.requests().stream()
                        .filter(PaymentRequest::open)
                        .map(request -> new PageViews.Open(
                                PageViews.ROOT + PaymentPages.path(request),
                                request.channel().label,
                                request.asked().reference(),
                                PageViews.amount(request)))
                        .toList());
    }

    private void show(RoutingContext context) {
        Checkout checkout = find(context);
        switch (checkout.status()) {
            case ACTIVE -> {
                @Nullable String code = context.request().getParam("channel");
                if (code == null) {
                    showChoice(context, checkout);
                } else {
                    showDetails(context, checkout, channel(checkout, code), null);
                }
            }
            case COMPLETED -> {
                String url = checkout.asked().successUrl();
                if (url == null) {
                    pages.message(context, 200, "Paid", "The merchant is told of it.", null);
                } else {
                    StandInPages.goTo(context, url);
                }
            }
            case EXPIRED, CANCELED ->
                pages.message(
                        context,
                        410,
                        "Too late",
                        "This page is " + checkout.status() + ".",
                        checkout.asked().cancelUrl());
        }
    }

    private void showChoice(RoutingContext context, Checkout checkout) {
        @Nullable
        String failure = ledger.requests(checkout).reversed().stream()
                .findFirst()
                .flatMap(PaymentRequest::latest)
                .map(XenditPayment::failureCode)
                .orElse(null);
        String description = checkout.asked().description();
        pages.show(
                context,
                "xendit/choice",
                new PageViews.Choice(
                        PageViews.ROOT + checkout.path(),
                        Account.MERCHANT_NAME,
                        amount(checkout),
                        description == null ? checkout.asked().reference() : description,
                        checkout.offered().stream()
                                .map(channel -> new PageViews.Way(channel.name(), label(channel), asks(channel)))
                                .toList(),
                        failure == null ? null : "The payment failed: " + failure,
                        checkout.asked().cancelUrl()));
    }

    private void showDetails(
            RoutingContext context, Checkout checkout, XenditChannelCode channel, @Nullable String problem) {
        pages.show(
                context,
                "xendit/details",
                new PageViews.Details(
                        PageViews.ROOT + checkout.path(), amount(checkout), channel.name(), channel.label, problem));
    }

    private void choose(RoutingContext context) {
        Checkout checkout = find(context);
        if (!checkout.open()) {
            PageViews.goTo(context, checkout.path());
            return;
        }
        XenditChannelCode channel = channel(checkout, StandInPages.field(context, "channel"));
        try {
            PaymentRequest request = processor.choose(checkout, channel, properties(context, channel));
            if (channel == XenditChannelCode.CARDS && !Cards.challenged(cardNumber(context))) {
                processor.pay(request, PaymentIssuers.usual(channel));
                PageViews.goTo(context, checkout.path());
            } else {
                PageViews.goTo(context, PaymentPages.path(request));
            }
        } catch (XenditRefusal refusal) {
            showDetails(context, checkout, channel, refusal.getMessage());
        }
    }

    private JsonObject properties(RoutingContext context, XenditChannelCode channel) {
        if (channel == XenditChannelCode.CARDS) {
            Cards.check(
                    cardNumber(context),
                    StandInPages.field(context, "month"),
                    StandInPages.field(context, "year"),
                    processor.now());
        } else if (channel == XenditChannelCode.OVO) {
            String phone = StandInPages.field(context, "phone");
            if (!phone.matches("\\+[1-9]\\d{6,14}")) {
                throw XenditRefusal.of("INVALID_PAYMENT_DETAILS", "The phone number must look like +6281234567890");
            }
            return new JsonObject().put("account_mobile_number", phone);
        }
        return new JsonObject();
    }

    private static String cardNumber(RoutingContext context) {
        return StandInPages.field(context, "number").replace(" ", "");
    }

    private Checkout find(RoutingContext context) {
        Checkout checkout = ledger.checkout(context.pathParam("id"));
        if (checkout == null) {
            throw XenditRefusal.notFound();
        }
        return checkout;
    }

    private static XenditChannelCode channel(Checkout checkout, String code) {
        return XenditChannelCode.of(code)
                .filter(checkout.offered()::contains)
                .orElseThrow(() -> new IllegalArgumentException("This way to pay is not offered"));
    }

    private static boolean asks(XenditChannelCode channel) {
        return channel == XenditChannelCode.CARDS || channel == XenditChannelCode.OVO;
    }

    private static String label(XenditChannelCode channel) {
        return channel.kind == XenditChannelCode.Kind.VIRTUAL_ACCOUNT
                ? channel.label + " Virtual Account"
                : channel.label;
    }

    private static String amount(Checkout checkout) {
        return PageViews.amount(checkout.asked().amount(), checkout.asked().currency());
    }
}
