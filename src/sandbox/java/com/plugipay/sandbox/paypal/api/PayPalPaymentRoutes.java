package com.plugipay.sandbox.paypal.api;

import com.plugipay.sandbox.paypal.Amount;
import com.plugipay.sandbox.paypal.Capture;
import com.plugipay.sandbox.paypal.PayPalLedger;
import com.plugipay.sandbox.paypal.PayPalPaymentProcessor;
import com.plugipay.sandbox.paypal.PayPalRefund;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Payments v2: captures and their refunds. */
public final class PayPalPaymentRoutes {
    private static final Duration REMEMBERED = Duration.ofDays(45);
    private static final int LONGEST_NOTE = 255;
    private static final int LONGEST_ID = 127;

    private final PayPalLedger ledger;
    private final PayPalPaymentProcessor processor;
    private final PaymentWire wire;
    private final Replies replies;
    private final RequestMemory<PayPalRefund> refunded;

    public PayPalPaymentRoutes(
            PayPalLedger ledger,
            PayPalPaymentProcessor processor,
            PaymentWire wire,
            Replies replies,
            InstantSource clock) {
        this.ledger = ledger;
        this.processor = processor;
        this.wire = wire;
        this.replies = replies;
        this.refunded = new RequestMemory<>(clock, REMEMBERED);
    }

    public void mount(Router router) {
        router.get("/v2/payments/captures/:id").handler(this::showCapture);
        router.post("/v2/payments/captures/:id/refund").handler(this::refund);
        router.get("/v2/payments/refunds/:id").handler(this::showRefund);
    }

    private void showCapture(RoutingContext context) {
        replies.send(context, 200, wire.capture(ledger.capture(Request.app(context), context.pathParam("id"))));
    }

    private void showRefund(RoutingContext context) {
        replies.send(context, 200, wire.refund(ledger.refund(Request.app(context), context.pathParam("id"))));
    }

    private void refund(RoutingContext context) {
        RequestMemory.Result<PayPalRefund> result = refunded.once(context, () -> {
            JsonObject body = Request.object(context);
            Capture capture = ledger.capture(Request.app(context), context.pathParam("id"));
            return processor.refund(
                    capture,
                    body.getValue("amount") == null ? null : Amount.parse(body.getValue("amount"), "/amount"),
                    text(body, "invoice_id", LONGEST_ID),
                    text(body, "custom_id", LONGEST_ID),
                    text(body, "note_to_payer", LONGEST_NOTE));
        });
        PayPalRefund refund = result.value();
        JsonObject body = Request.wantsRepresentation(context) ? wire.refund(refund) : wire.minimal(refund);
        replies.send(context, result.status(), body);
    }

    private static @Nullable String text(JsonObject body, String field, int longest) {
        Object value = body.getValue(field);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && !text.isEmpty() && text.length() <= longest) {
            return text;
        }
        throw PayPalRefusal.invalid(
                "INVALID_STRING_LENGTH", "/" + field, "The value of a field is either too short or too long.");
    }
}
