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
import java.util.function.UnaryOperator;
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

    private static final String SIGNATURE = "PAYPAL-TRANSMISSION-SIG";
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
    private final CertificateAuthority authority;
    private final Deque<Event> events = new ArrayDeque<>();

    /**
     * Something that happened.
     *
     * @param resourceId the id of the order, capture or refund
     * @param body these bytes exactly, because signatures are made over them
     */
    record Event(String id, RestApp app, String type, String resourceId, Instant at, Buffer body) {
        JsonObject json() {
            return body.toJsonObject();
        }
    }

    /** @param webhooks those of all apps, as they are at any time */
    PayPalNotifier(PayPalTools tools, Collection<Webhook> webhooks, CertificateAuthority authority) {
        this.tools = tools;
        this.webhooks = webhooks;
        this.authority = authority;
    }

    /** The buyer approved. */
    void send(PayPalOrder order) {
        String summary = "An order has been approved by buyer";
        send(order.owner(), "CHECKOUT.ORDER.APPROVED", "checkout-order", summary, order.toJson(tools));
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
        String word = refund.reversal ? "REVERSED" : "REFUNDED";
        String summary = "A %s capture payment was %s".formatted(refund.amount.text(), word.toLowerCase(Locale.ROOT));
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
        String id = tools.standIn().ids().uuid();
        String time = PayPalTools.time(tools.now());
        String message = message(id, time, webhook.id(), event.body());
        Map<String, String> headers = Map.ofEntries(
                Map.entry("Content-Type", "application/json"),
                Map.entry("User-Agent", "PayPal/AUHD-214.0-58391792"),
                Map.entry("PAYPAL-TRANSMISSION-ID", id),
                Map.entry("PAYPAL-TRANSMISSION-TIME", time),
                Map.entry(SIGNATURE, authority.sign(message)),
                Map.entry("PAYPAL-CERT-URL", certificateUrl()),
                Map.entry("PAYPAL-AUTH-ALGO", CertificateAuthority.ALGORITHM),
                Map.entry("PAYPAL-AUTH-VERSION", "v2"));
        // Broken: a true signature of PayPal, but of another message.
        UnaryOperator<OutgoingCallback> broken =
                callback -> callback.withHeader(SIGNATURE, authority.sign(message + "0"));
        tools.standIn()
                .callbacks()
                .send(new OutgoingCallback(
                        PayPalStandIn.NAME, webhook.url(), headers, event.body(), broken, RETRY_PLAN));
    }

    /** The last {@value #KEPT} events of an app, newest first. */
    List<Event> newestFirst(RestApp app) {
        return events.stream().filter(event -> event.app().equals(app)).toList();
    }

    String certificateUrl() {
        return tools.url("/v1/notifications/certs/" + authority.certificateId());
    }

    /** What is signed. */
    static String message(String transmissionId, String transmissionTime, String webhookId, Buffer body) {
        CRC32 checksum = new CRC32();
        checksum.update(body.getBytes());
        return transmissionId + "|" + transmissionTime + "|" + webhookId + "|" + checksum.getValue();
    }
}
