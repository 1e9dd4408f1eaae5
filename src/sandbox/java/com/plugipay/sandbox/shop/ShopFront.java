package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.shop.gateway.MerchantClient;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What buyers see: the shelf, and the page of their order. */
final class ShopFront {
    private final MerchantClient gateway;
    private final Orders orders;
    private final ShopPages pages;

    ShopFront(MerchantClient gateway, Orders orders, ShopPages pages) {
        this.gateway = gateway;
        this.orders = orders;
        this.pages = pages;
    }

    void mount(Router router) {
        router.get("/").handler(context -> pages.show(context, "home", Map.of("products", Product.SHELF)));
        router.post("/buy").handler(this::buy);
        router.get("/orders/:id").handler(context -> withOrder(context, order -> show(context, order)));
        router.get("/orders/:id/status").handler(context -> withOrder(context, order -> status(context, order)));
    }

    private void buy(RoutingContext context) {
        Optional<Product> product =
                Product.find(String.valueOf(context.request().getFormAttribute("product")));
        if (product.isEmpty()) {
            pages.sorry(context, 404);
            return;
        }
        // The order comes first: its webhook may arrive before the answer to our own call.
        ShopOrder placed = orders.place(product.get());
        String shopUrl = "http://" + context.request().authority();
        gateway.createSession(placed.checkout(shopUrl), "order-" + placed.id())
                .map(session -> orders.payable(placed, session))
                .onFailure(noSession -> orders.forget(placed))
                .compose(order -> ShopPages.goTo(context, next(order)))
                .onFailure(context::fail);
    }

    // A payment page at an address that the policy does not know is reached by the link on the order's page instead.
    private String next(ShopOrder order) {
        String hostedUrl = order.hostedUrl();
        return hostedUrl != null && pages.allowsPaymentAt(hostedUrl) ? hostedUrl : "/orders/" + order.id();
    }

    private void show(RoutingContext context, ShopOrder order) {
        pages.show(context, "order", Map.of("order", order));
    }

    private void status(RoutingContext context, ShopOrder order) {
        context.response().putHeader("Cache-Control", "no-store");
        context.json(new JsonObject()
                .put("id", order.id())
                .put("number", order.number())
                .put("state", order.stateName())
                .put("version", order.stateName()));
    }

    private void withOrder(RoutingContext context, Consumer<ShopOrder> then) {
        orders.find(context.pathParam("id")).ifPresentOrElse(then, () -> pages.sorry(context, 404));
    }
}
