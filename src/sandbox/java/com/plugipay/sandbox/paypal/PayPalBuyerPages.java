package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.StandInPages.field;
import static com.plugipay.sandbox.kit.StandInPages.goTo;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.paypal.PayPalOrder.Funding;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a merchant sends its buyers: log in, review, pay or go back. */
final class PayPalBuyerPages {
    private final PayPalTools tools;
    private final PayPalPaymentProcessor processor;
    private final BiConsumer<PayPalOrder, Funding> approve;
    private final StandInPages pages = new StandInPages("PayPal");

    /** @param approve what happens when the buyer agrees */
    PayPalBuyerPages(PayPalTools tools, PayPalPaymentProcessor processor, BiConsumer<PayPalOrder, Funding> approve) {
        this.tools = tools;
        this.processor = processor;
        this.approve = approve;
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
        PayPalOrder order = open(context.request().getParam("token", ""));
        OrderRequest request = order.request;
        pages.show(
                context,
                template,
                new JsonObject()
                        .put("path", tools.url("/checkoutnow"))
                        .put("token", order.id())
                        .put(
                                "merchant",
                                Objects.requireNonNullElse(
                                        request.brandName(), order.owner().email()))
                        .put("email", PayPalOrder.PAYER_EMAIL)
                        .put(
                                "amount",
                                MinorUnits.text(
                                        request.amount().minor(),
                                        request.amount().currency()))
                        .put(
                                "description",
                                Objects.requireNonNullElse(request.unit().getString("description"), ""))
                        .put(
                                "choices",
                                Stream.of(Funding.values())
                                        .map(funding -> json(
                                                "value",
                                                funding.name(),
                                                "label",
                                                funding.label,
                                                "effect",
                                                funding.effect))
                                        .toList()));
    }

    private void logIn(RoutingContext context) {
        PayPalOrder order = open(field(context, "token"));
        goTo(context, tools.url("/checkoutnow/review?token=" + order.id()));
    }

    private void approve(RoutingContext context) {
        PayPalOrder order = find(field(context, "token"));
        String funding = field(context, "funding");
        approve.accept(order, funding.isEmpty() ? Funding.BALANCE : Funding.valueOf(funding));
        goBack(context, order.request.returnUrl(), "token=" + order.id() + "&PayerID=" + PayPalOrder.PAYER_ID);
    }

    private void cancel(RoutingContext context) {
        PayPalOrder order = find(field(context, "token"));
        goBack(context, order.request.cancelUrl(), "token=" + order.id());
    }

    private void goBack(RoutingContext context, @Nullable String url, String query) {
        if (url == null) {
            pages.message(context, 200, "PayPal", "You can close this page and go back to the shop.", null);
        } else {
            goTo(context, url + (url.contains("?") ? "&" : "?") + query);
        }
    }

    private PayPalOrder find(String token) {
        return processor.find(token).orElseThrow(() -> new IllegalArgumentException("There is no such order."));
    }

    /** One that can still be approved. */
    private PayPalOrder open(String token) {
        PayPalOrder order = find(token);
        if (order.completed()) {
            throw new IllegalArgumentException("This order is paid.");
        }
        if (order.expired(tools.now())) {
            throw new IllegalArgumentException("The time of this order ran out.");
        }
        return order;
    }
}
