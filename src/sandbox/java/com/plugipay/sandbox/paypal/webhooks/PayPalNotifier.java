package com.plugipay.sandbox.paypal.webhooks;

import com.plugipay.sandbox.paypal.Capture;
import com.plugipay.sandbox.paypal.Links;
import com.plugipay.sandbox.paypal.PayPalIds;
import com.plugipay.sandbox.paypal.PayPalOrder;
import com.plugipay.sandbox.paypal.PayPalRefund;
import com.plugipay.sandbox.paypal.RestApp;
import com.plugipay.sandbox.paypal.api.OrderWire;
import com.plugipay.sandbox.paypal.api.PaymentWire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Puts what happens into words, and sends it to every webhook that wants to know. */
public final class PayPalNotifier {
    /** With milliseconds, other than everywhere else. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** How many notifications are remembered. */
    private static final int KEPT = 1_000;

    private final WebhookRoutes webhooks;
    private final Transmitter transmitter;
    private final OrderWire orders;
    private final PaymentWire payments;
    private final Links links;
    private final PayPalIds ids;
    private final InstantSource clock;
    private final Deque<PayPalEvent> sent = new ArrayDeque<>();

    public PayPalNotifier(
            WebhookRoutes webhooks,
            Transmitter transmitter,
            OrderWire orders,
            PaymentWire payments,
            Links links,
            PayPalIds ids,
            InstantSource clock) {
        this.webhooks = webhooks;
        this.transmitter = transmitter;
        this.orders = orders;
        this.payments = payments;
        this.links = links;
        this.ids = ids;
        this.clock = clock;
    }

    /** The buyer approved. */
    public void tell(PayPalOrder order) {
        tell(
                order.app(),
                "CHECKOUT.ORDER.APPROVED",
                "checkout-order",
                "An order has been approved by buyer",
                orders.order(order));
    }

    /** A capture was made, or its review is over. */
    public void tell(Capture capture) {
        String word = switch (capture.status()) {
            case PENDING -> "PENDING";
            case DECLINED -> "DENIED";
            case COMPLETED, PARTIALLY_REFUNDED, REFUNDED -> "COMPLETED";
        };
        String summary = "Payment %s for %s"
                .formatted(word.toLowerCase(Locale.ROOT), capture.amount().text());
        tell(capture.order().app(), "PAYMENT.CAPTURE." + word, "capture", summary, payments.capture(capture));
    }

    public void tell(PayPalRefund refund) {
        String word = refund.reversal() ? "REVERSED" : "REFUNDED";
        String summary = "A %s capture payment was %s".formatted(refund.amount().text(), word.toLowerCase(Locale.ROOT));
        tell(refund.capture().order().app(), "PAYMENT.CAPTURE." + word, "refund", summary, payments.refund(refund));
    }

    /** The last {@value #KEPT} of an app, newest first. */
    List<PayPalEvent> newestFirst(RestApp app) {
        return sent.stream()
                .filter(notification -> notification.clientId().equals(app.clientId()))
                .toList();
    }

    private void tell(RestApp app, String eventType, String resourceType, String summary, JsonObject resource) {
        Instant now = clock.instant();
        String id = ids.event();
        String path = "/v1/notifications/webhooks-events/" + id;
        JsonObject json = new JsonObject()
                .put("id", id)
                .put("event_version", "1.0")
                .put("create_time", TIME.format(now))
                .put("resource_type", resourceType)
                .put("resource_version", "2.0")
                .put("event_type", eventType)
                .put("summary", summary)
                .put("resource", resource)
                .put(
                        "links",
                        new JsonArray()
                                .add(links.link(path, "self", "GET"))
                                .add(links.link(path + "/resend", "resend", "POST")));
        PayPalEvent notification =
                new PayPalEvent(id, app.clientId(), eventType, resource.getString("id"), now, json.toBuffer());
        if (sent.size() == KEPT) {
            sent.removeLast();
        }
        sent.addFirst(notification);
        webhooks.of(app).stream()
                .filter(webhook -> webhook.wants(eventType))
                .forEach(webhook -> transmitter.send(notification, webhook));
    }
}
