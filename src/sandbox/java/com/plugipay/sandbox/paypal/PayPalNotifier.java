package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.callbacks.OutgoingCallback;
import com.plugipay.sandbox.kit.callbacks.RetryPlan;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Makes an event of what happens, signs it, and sends it to every webhook that wants it, again until it is taken.
 *
 * @see <a href="https://developer.paypal.com/api/rest/webhooks/rest/">Verify webhooks</a>
 */
final class PayPalNotifier {
    /** With milliseconds, other than everywhere else. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    /** How many events are remembered. */
    private static final int KEPT = 1_000;

    private static final int RETRIES = 25;
    private static final Duration RETRY_SPAN = Duration.ofDays(3);
    /** PayPal says only how often and how long; the waits grow evenly. */
    private static final RetryPlan RETRY_PLAN = RetryPlan.after(IntStream.rangeClosed(1, RETRIES)
            .mapToObj(retry -> RETRY_SPAN.multipliedBy(retry).dividedBy(RETRIES * (RETRIES + 1) / 2))
            .toArray(Duration[]::new));

    private final PayPalTools tools;
    private final Collection<Webhook> webhooks;
    private final SigningCertificate certificate;
    private final Deque<Event> events = new ArrayDeque<>();

    /**
     * Something that happened.
     *
     * @param resourceId the id of the order, capture or refund
     * @param body these bytes exactly, because signatures are made over them
     */
    record Event(String id, RestApp app, String type, String resourceId, Instant at, Buffer body) {}

    /** @param webhooks those of all apps, as they are at any time */
    PayPalNotifier(PayPalTools tools, Collection<Webhook> webhooks, SigningCertificate certificate) {
        this.tools = tools;
        this.webhooks = webhooks;
        this.certificate = certificate;
    }

    /** The buyer approved. */
    void send(PayPalOrder order) {
        send(
                order.owner(),
                "CHECKOUT.ORDER.APPROVED",
                "checkout-order",
                "An order has been approved by buyer",
                order.toJson(tools));
    }

    /** A capture was made, or its review is over. */
    void send(Capture capture) {
        String word = switch (capture.status()) {
            case PENDING -> "PENDING";
            case DECLINED -> "DENIED";
            case COMPLETED, PARTIALLY_REFUNDED, REFUNDED -> "COMPLETED";
        };
        String summary = "Payment %s for %s".formatted(word.toLowerCase(Locale.ROOT), capture.amount.text());
        send(capture.owner(), "PAYMENT.CAPTURE." + word, "capture", summary, capture.toJson(tools));
    }

    void send(PayPalRefund refund) {
        String word = refund.reversal() ? "REVERSED" : "REFUNDED";
        String summary = "A %s capture payment was %s".formatted(refund.amount().text(), word.toLowerCase(Locale.ROOT));
        send(refund.owner(), "PAYMENT.CAPTURE." + word, "refund", summary, refund.toJson(tools));
    }

    private void send(RestApp app, String type, String resourceType, String summary, JsonObject resource) {
        Instant now = tools.now();
        String id = "WH-" + tools.newId() + "-" + tools.newId();
        String path = "/v1/notifications/webhooks-events/" + id;
        JsonObject body = json(
                "id", id,
                "event_version", "1.0",
                "create_time", TIME.format(now),
                "resource_type", resourceType,
                "resource_version", "2.0",
                "event_type", type,
                "summary", summary,
                "resource", resource,
                "links", array(tools.link(path, "self", "GET"), tools.link(path + "/resend", "resend", "POST")));
        Event event = new Event(id, app, type, resource.getString("id"), now, body.toBuffer());
        if (events.size() == KEPT) {
            events.removeLast();
        }
        events.addFirst(event);
        webhooks.stream()
                .filter(webhook -> webhook.app().equals(app) && webhook.wants(type))
                .forEach(webhook -> send(event, webhook));
    }

    void send(Event event, Webhook webhook) {
        String id = tools.ids().uuid();
        String time = PayPalTools.time(tools.now());
        String message = message(id, time, webhook.id(), event.body());
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "User-Agent",
                "PayPal/AUHD-214.0-58391792",
                "PAYPAL-TRANSMISSION-ID",
                id,
                "PAYPAL-TRANSMISSION-TIME",
                time,
                "PAYPAL-TRANSMISSION-SIG",
                certificate.sign(message),
                "PAYPAL-CERT-URL",
                certificateUrl(),
                "PAYPAL-AUTH-ALGO",
                SigningCertificate.ALGORITHM,
                "PAYPAL-AUTH-VERSION",
                "v2");
        tools.standIn()
                .callbacks()
                .send(new OutgoingCallback(
                        PayPalStandIn.NAME,
                        webhook.url(),
                        headers,
                        event.body(),
                        // A true signature of PayPal, but of another message.
                        callback -> callback.withHeader("PAYPAL-TRANSMISSION-SIG", certificate.sign(message + "0")),
                        RETRY_PLAN));
    }

    /** The last {@value #KEPT} events of an app, newest first. */
    List<Event> newestFirst(RestApp app) {
        return events.stream().filter(event -> event.app().equals(app)).toList();
    }

    String certificateUrl() {
        return tools.url("/v1/notifications/certs/" + certificate.id());
    }

    /** What is signed. */
    static String message(String transmissionId, String transmissionTime, String webhookId, Buffer body) {
        CRC32 checksum = new CRC32();
        checksum.update(body.getBytes());
        return transmissionId + "|" + transmissionTime + "|" + webhookId + "|" + checksum.getValue();
    }
}
