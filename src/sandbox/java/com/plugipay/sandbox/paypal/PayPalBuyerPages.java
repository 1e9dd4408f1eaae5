package com.plugipay.sandbox.paypal;

import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.paypal.api.OrderWire;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Where a merchant sends its buyers: log in, review, pay or go back. */
final class PayPalBuyerPages {
    private final PayPalLedger ledger;
    private final PayPalBuyerActions buyer;
    private final Links links;
    private final InstantSource clock;
    private final StandInPages pages = new StandInPages("PayPal");

    PayPalBuyerPages(PayPalLedger ledger, PayPalBuyerActions buyer, Links links, InstantSource clock) {
        this.ledger = ledger;
        this.buyer = buyer;
        this.links = links;
        this.clock = clock;
    }

    void mount(Router router) {
        router.route("/checkoutnow*").failureHandler(pages::refused);
        router.get("/checkoutnow").handler(context -> show(context, "paypal/login"));
        router.post("/checkoutnow/login").handler(this::logIn);
        router.get("/checkoutnow/review").handler(context -> show(context, "paypal/review"));
        router.post("/checkoutnow/approve").handler(this::approve);
        router.post("/checkoutnow/cancel").handler(this::cancel);
    }

    private void show(RoutingContext context, String template) {
        BuyerView view =
                BuyerView.of(links.url("/checkoutnow"), open(context.request().getParam("token")));
        pages.show(context, template, view);
    }

    private void logIn(RoutingContext context) {
        PayPalOrder order = open(context.request().getFormAttribute("token"));
        StandInPages.goTo(context, links.url("/checkoutnow/review?token=" + order.id()));
    }

    private void approve(RoutingContext context) {
        PayPalOrder order = order(context.request().getFormAttribute("token"));
        String funding = context.request().getFormAttribute("funding");
        buyer.approve(order, funding == null ? Funding.BALANCE : Funding.valueOf(funding));
        back(context, order.request().returnUrl(), "token=" + order.id() + "&PayerID=" + OrderWire.PAYER_ID);
    }

    private void cancel(RoutingContext context) {
        PayPalOrder order = order(context.request().getFormAttribute("token"));
        back(context, order.request().cancelUrl(), "token=" + order.id());
    }

    private void back(RoutingContext context, @Nullable String url, String query) {
        if (url == null) {
            pages.message(context, 200, "PayPal", "You can close this page and go back to the shop.", null);
        } else {
            StandInPages.goTo(context, url + (url.contains("?") ? "&" : "?") + query);
        }
    }

    private PayPalOrder order(@Nullable String token) {
        return ledger.anybodys(token == null ? "" : token)
                .orElseThrow(() -> new IllegalArgumentException("There is no such order."));
    }

    /** One that can still be approved. */
    private PayPalOrder open(@Nullable String token) {
        PayPalOrder order = order(token);
        if (order.status() == PayPalOrder.Status.COMPLETED) {
            throw new IllegalArgumentException("This order is paid.");
        }
        if (order.expired(clock.instant())) {
            throw new IllegalArgumentException("The time of this order ran out.");
        }
        return order;
    }
}
