package com.plugipay.sandbox.paypal.api;

import com.plugipay.sandbox.paypal.OrderRequest;
import com.plugipay.sandbox.paypal.PayPalIds;
import com.plugipay.sandbox.paypal.PayPalLedger;
import com.plugipay.sandbox.paypal.PayPalOrder;
import com.plugipay.sandbox.paypal.PayPalPaymentProcessor;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;

/** Orders v2: create, look at, capture. */
public final class OrderRoutes {
    private static final Duration REMEMBERED = Duration.ofHours(6);

    private final PayPalLedger ledger;
    private final PayPalPaymentProcessor processor;
    private final OrderWire wire;
    private final PayPalIds ids;
    private final Replies replies;
    private final InstantSource clock;
    private final RequestMemory<PayPalOrder> created;
    private final RequestMemory<PayPalOrder> captured;

    public OrderRoutes(
            PayPalLedger ledger,
            PayPalPaymentProcessor processor,
            OrderWire wire,
            PayPalIds ids,
            Replies replies,
            InstantSource clock) {
        this.ledger = ledger;
        this.processor = processor;
        this.wire = wire;
        this.ids = ids;
        this.replies = replies;
        this.clock = clock;
        this.created = new RequestMemory<>(clock, REMEMBERED);
        this.captured = new RequestMemory<>(clock, REMEMBERED);
    }

    public void mount(Router router) {
        router.post("/v2/checkout/orders").handler(this::create);
        router.get("/v2/checkout/orders/:id").handler(this::show);
        router.post("/v2/checkout/orders/:id/capture").handler(this::capture);
    }

    private void create(RoutingContext context) {
        RequestMemory.Result<PayPalOrder> result = created.once(context, () -> {
            OrderRequest request = OrderRequest.parse(Request.object(context));
            if (request.paymentSource() && Request.id(context) == null) {
                throw PayPalRefusal.invalid(
                        "PAYPAL_REQUEST_ID_REQUIRED",
                        "PayPal-Request-Id",
                        "A PayPal-Request-Id is required if you are trying to process payment for an Order. Please"
                                + " specify a PayPal-Request-Id or Create the Order without a 'payment_source'"
                                + " specified.");
            }
            PayPalOrder order = new PayPalOrder(ids.next(), Request.app(context), request, clock.instant());
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
                        context, () -> processor.capture(ledger.order(Request.app(context), context.pathParam("id")))));
    }

    private void answer(RoutingContext context, RequestMemory.Result<PayPalOrder> result) {
        PayPalOrder order = result.value();
        JsonObject body = Request.wantsRepresentation(context) ? wire.order(order) : wire.minimal(order);
        replies.send(context, result.status(), body);
    }
}
