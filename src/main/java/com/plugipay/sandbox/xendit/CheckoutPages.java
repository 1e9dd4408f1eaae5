package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.standins.StandInPages;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The hosted page of a session or an invoice: the buyer chooses a channel, and comes back here from everywhere. */
final class CheckoutPages {
    private final Ledger ledger;
    private final Cashier cashier;
    private final BuyersPages pages;

    CheckoutPages(Ledger ledger, Cashier cashier, Timetable timetable, StandInPages pages) {
        this.ledger = ledger;
        this.cashier = cashier;
        this.pages = new BuyersPages(timetable, pages);
    }

    void mount(Router router) {
        pages.on(router, HttpMethod.GET, "/checkout", this::list);
        for (String path : new String[] {"/checkout/sessions/:id", "/checkout/web/:id"}) {
            pages.on(router, HttpMethod.GET, path, this::show);
            pages.on(router, HttpMethod.POST, path, this::choose);
        }
    }

    private void list(RoutingContext context) {
        pages.show(
                context,
                "open",
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
            case OPEN -> {
                @Nullable String code = context.request().getParam("channel");
                if (code == null) {
                    showChoice(context, checkout);
                } else {
                    showDetails(context, checkout, channel(checkout, code), null);
                }
            }
            case PAID -> {
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
                        "This page is " + checkout.statusText() + ".",
                        checkout.asked().cancelUrl());
        }
    }

    private void showChoice(RoutingContext context, Checkout checkout) {
        @Nullable
        String failure = ledger.requests(checkout).reversed().stream()
                .findFirst()
                .flatMap(PaymentRequest::latest)
                .map(Payment::failureCode)
                .orElse(null);
        String description = checkout.asked().description();
        pages.show(
                context,
                "choice",
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

    private void showDetails(RoutingContext context, Checkout checkout, Channel channel, @Nullable String problem) {
        pages.show(
                context,
                "details",
                new PageViews.Details(
                        PageViews.ROOT + checkout.path(), amount(checkout), channel.name(), channel.label, problem));
    }

    private void choose(RoutingContext context) {
        Checkout checkout = find(context);
        if (!checkout.open()) {
            BuyersPages.goTo(context, checkout.path());
            return;
        }
        Channel channel = channel(checkout, BuyersPages.field(context, "channel"));
        try {
            PaymentRequest request = cashier.choose(checkout, channel, properties(context, channel));
            if (channel == Channel.CARDS && !Cards.challenged(cardNumber(context))) {
                cashier.pay(request, Issuers.usual(channel));
                BuyersPages.goTo(context, checkout.path());
            } else {
                BuyersPages.goTo(context, PaymentPages.path(request));
            }
        } catch (Refusal refusal) {
            showDetails(context, checkout, channel, refusal.getMessage());
        }
    }

    private JsonObject properties(RoutingContext context, Channel channel) {
        if (channel == Channel.CARDS) {
            Cards.check(
                    cardNumber(context),
                    BuyersPages.field(context, "month"),
                    BuyersPages.field(context, "year"),
                    cashier.now());
        } else if (channel == Channel.OVO) {
            String phone = BuyersPages.field(context, "phone");
            if (!phone.matches("\\+[1-9]\\d{6,14}")) {
                throw Refusal.of("INVALID_PAYMENT_DETAILS", "The phone number must look like +6281234567890");
            }
            return new JsonObject().put("account_mobile_number", phone);
        }
        return new JsonObject();
    }

    private static String cardNumber(RoutingContext context) {
        return BuyersPages.field(context, "number").replace(" ", "");
    }

    private Checkout find(RoutingContext context) {
        Checkout checkout = ledger.checkout(context.pathParam("id"));
        if (checkout == null) {
            throw Refusal.notFound();
        }
        return checkout;
    }

    private static Channel channel(Checkout checkout, String code) {
        return Channel.of(code)
                .filter(checkout.offered()::contains)
                .orElseThrow(() -> new IllegalArgumentException("This way to pay is not offered"));
    }

    private static boolean asks(Channel channel) {
        return channel == Channel.CARDS || channel == Channel.OVO;
    }

    private static String label(Channel channel) {
        return channel.kind == Channel.Kind.VIRTUAL_ACCOUNT ? channel.label + " Virtual Account" : channel.label;
    }

    private static String amount(Checkout checkout) {
        return PageViews.amount(checkout.asked().amount(), checkout.asked().currency());
    }
}
