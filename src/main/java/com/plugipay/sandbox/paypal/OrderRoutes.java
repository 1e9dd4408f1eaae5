package com.plugipay.sandbox.paypal;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;

/** Orders v2: create, look at, capture. */
final class OrderRoutes {
    private static final Duration REMEMBERED = Duration.ofHours(6);

    private final Ledger ledger;
    private final Cashier cashier;
    private final OrderWire wire;
    private final Identifiers identifiers;
    private final Replies replies;
    private final InstantSource clock;
    private final RequestMemory<Order> created;
    private final RequestMemory<Order> captured;

    OrderRoutes(
            Ledger ledger,
            Cashier cashier,
            OrderWire wire,
            Identifiers identifiers,
            Replies replies,
            InstantSource clock) {
        this.ledger = ledger;
        this.cashier = cashier;
        this.wire = wire;
        this.identifiers = identifiers;
        this.replies = replies;
        this.clock = clock;
        this.created = new RequestMemory<>(clock, REMEMBERED);
        this.captured = new RequestMemory<>(clock, REMEMBERED);
    }

    void mount(Router router) {
        router.post("/v2/checkout/orders").handler(this::create);
        router.get("/v2/checkout/orders/:id").handler(this::show);
        router.post("/v2/checkout/orders/:id/capture").handler(this::capture);
    }

    private void create(RoutingContext context) {
        RequestMemory.Result<Order> result = created.once(context, () -> {
            OrderRequest request = OrderRequest.parse(Request.object(context));
            if (request.paymentSource() && Request.id(context) == null) {
                throw Refusal.invalid(
                        "PAYPAL_REQUEST_ID_REQUIRED",
                        "PayPal-Request-Id",
                        "A PayPal-Request-Id is required if you are trying to process payment for an Order. Please"
                                + " specify a PayPal-Request-Id or Create the Order without a 'payment_source'"
                                + " specified.");
            }
            Order order = new Order(identifiers.next(), Request.app(context), request, clock.instant());
            ledger.add(order);
            return order;
        });
        answer(context, result);
    }

    private void show(RoutingContext context) {
        replies.send(context, 200, wire.order(ledger.order(Request.app(context), context.pathParam("id"))));
    }

    private void capture(RoutingContext context) {
        // A capture may come without any body; one that is there must at least be JSON.
        Request.object(context);
        answer(
                context,
                captured.once(
                        context, () -> cashier.capture(ledger.order(Request.app(context), context.pathParam("id")))));
    }

    private void answer(RoutingContext context, RequestMemory.Result<Order> result) {
        Order order = result.value();
        JsonObject body = Request.wantsRepresentation(context) ? wire.order(order) : wire.minimal(order);
        replies.send(context, result.status(), body);
    }
}
