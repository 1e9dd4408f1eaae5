package com.plugipay.sandbox.shop;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.shop.gateway.GatewayProblem;
import com.plugipay.sandbox.shop.gateway.MerchantClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bag every month: the buyer's payment method is stored on the gateway's page, then a subscription is made with it,
 * which the gateway bills and charges by itself. Webhooks tell the shop what becomes of it.
 */
record MonthlyFront(MerchantClient gateway, MonthlyPlan plan, MonthlyBags bags, ShopPages pages) {
    private static final Logger LOG = LoggerFactory.getLogger(MonthlyFront.class);

    void mount(Router router) {
        router.post("/monthly").handler(this::begin);
        router.get("/monthly/:id").handler(context -> withBag(context, bag -> show(context, bag)));
        router.get("/monthly/:id/status")
                .handler(context -> withBag(context, bag -> context.json(json("version", version(bag)))));
        router.post("/monthly/:id/later").handler(context -> withBag(context, bag -> advance(context, bag)));
        router.post("/monthly/:id/account").handler(context -> withBag(context, bag -> openPortal(context, bag)));
    }

    /** Makes the customer, and sends the buyer to the page where a payment method is stored. Nothing is charged yet. */
    private void begin(RoutingContext context) {
        String id = UUID.randomUUID().toString();
        String number = bags.nextNumber();
        String page = url(context, "/monthly/" + id);
        plan.id()
                .compose(planId -> gateway.post("/v1/test-clocks", clock(number), "clock-" + id))
                .compose(clock -> gateway.post("/v1/customers", customer(number, clock), "customer-" + id)
                        .compose(customer -> gateway.createSession(setup(customer, number, page), "setup-" + id)
                                .map(session -> bags.keep(new MonthlyBag(
                                        id,
                                        number,
                                        clock.getString("id"),
                                        customer.getString("id"),
                                        session.getString("hostedUrl"),
                                        null,
                                        false,
                                        null,
                                        List.of(),
                                        null)))))
                .compose(bag -> StandInPages.goTo(
                        context, pages.allowsPaymentAt(bag.hostedUrl()) ? bag.hostedUrl() : "/monthly/" + id))
                .onFailure(context::fail);
    }

    private static JsonObject clock(String number) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return json("name", "Kopi Senja " + number, "frozenTime", now.toString());
    }

    private static JsonObject customer(String number, JsonObject clock) {
        return json(
                "name", "Buyer of " + number,
                "email", number.toLowerCase(Locale.ROOT) + "@example.com",
                "testClockId", clock.getString("id"));
    }

    private static JsonObject setup(JsonObject customer, String number, String page) {
        Product beans = MonthlyPlan.BEANS;
        return json(
                "mode",
                "setup",
                "customerId",
                customer.getString("id"),
                "currency",
                beans.currency(),
                "description",
                beans.name() + " every month. The first is free, then " + beans.priceText()
                        + " a month. Stop whenever you like.",
                "successUrl",
                page,
                "cancelUrl",
                page,
                "metadata",
                json("orderNumber", number));
    }

    /** Takes a verified event; as soon as the payment method is stored, the subscription is made. */
    void apply(ReceivedEvent event) {
        bags.apply(event)
                .filter(MonthlyBag::canBeSubscribed)
                .ifPresent(bag -> subscribe(bag)
                        .onFailure(failure -> LOG.warn("No subscription yet for {}: {}", bag.number(), failure)));
    }

    /** The same key makes one subscription, however often this is called. */
    private Future<JsonObject> subscribe(MonthlyBag bag) {
        return plan.id()
                .compose(planId ->
                        gateway.post("/v1/subscriptions", bag.subscribing(planId), "subscription-" + bag.id()));
    }

    /** Makes the subscription first if that has failed before; the webhook about it changes the page. */
    private void show(RoutingContext context, MonthlyBag bag) {
        Future<?> ready = bag.canBeSubscribed() ? subscribe(bag) : Future.succeededFuture();
        ready.compose(done -> pages.show(context, "monthly", Map.of("bag", bag, "version", version(bag))))
                .onFailure(context::fail);
    }

    /** The customer's clock advances until the next month has been billed. A real customer would simply wait. */
    private void advance(RoutingContext context, MonthlyBag bag) {
        if (!bag.goesOn()) {
            backTo(context, bag);
            return;
        }
        gateway.post(
                        "/v1/test-clocks/" + bag.clockId() + "/advance",
                        json("to", bag.nextMonth().toString()),
                        UUID.randomUUID().toString())
                .recover(failure -> failure instanceof GatewayProblem problem && problem.status() == 409
                        // It advances already.
                        ? Future.succeededFuture(new JsonObject())
                        : Future.failedFuture(failure))
                .onSuccess(advanced -> backTo(context, bag))
                .onFailure(context::fail);
    }

    /** The gateway's page where customers see their invoices, change how they pay, pause, and cancel. */
    private void openPortal(RoutingContext context, MonthlyBag bag) {
        JsonObject visit = json("customerId", bag.customerId(), "returnUrl", url(context, "/monthly/" + bag.id()));
        gateway.post("/v1/portal-sessions", visit, UUID.randomUUID().toString())
                .compose(session -> StandInPages.goTo(context, session.getString("url")))
                .onFailure(context::fail);
    }

    private static void backTo(RoutingContext context, MonthlyBag bag) {
        StandInPages.goTo(context, "/monthly/" + bag.id());
    }

    private static String url(RoutingContext context, String path) {
        return "http://" + context.request().authority() + path;
    }

    private static String version(MonthlyBag bag) {
        ReceivedEvent latest = bag.latest();
        return latest == null ? "" : latest.id();
    }

    private void withBag(RoutingContext context, Consumer<MonthlyBag> then) {
        bags.find(context.pathParam("id")).ifPresentOrElse(then, () -> pages.sorry(context, 404));
    }
}
