package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.api.Jsons;
import com.plugipay.sandbox.shop.gateway.MerchantClient;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What buyers see: the shelf, and the page of their order. */
record ShopFront(MerchantClient gateway, Orders orders, ShopPages pages) {
    void mount(Router router) {
        router.get("/")
                .handler(context ->
                        pages.show(context, "home", Map.of("products", Product.SHELF, "monthly", MonthlyPlan.BEANS)));
        router.post("/buy").handler(this::buy);
        router.get("/orders/:id")
                .handler(context -> withOrder(context, order -> pages.show(context, "order", Map.of("order", order))));
        router.get("/orders/:id/status")
                .handler(context ->
                        withOrder(context, order -> context.json(Jsons.json("version", order.stateName()))));
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
                .compose(order -> StandInPages.goTo(context, next(order)))
                .onFailure(context::fail);
    }

    // A payment page at an address that the policy does not know is reached by the link on the order's page instead.
    private String next(ShopOrder order) {
        String hostedUrl = order.hostedUrl();
        return hostedUrl != null && pages.allowsPaymentAt(hostedUrl) ? hostedUrl : "/orders/" + order.id();
    }

    private void withOrder(RoutingContext context, Consumer<ShopOrder> then) {
        orders.find(context.pathParam("id")).ifPresentOrElse(then, () -> pages.sorry(context, 404));
    }
}
