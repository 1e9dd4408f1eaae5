package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.Ledger;
import com.plugipay.sandbox.kit.callbacks.OutgoingCallback;
import com.plugipay.sandbox.kit.callbacks.RetryPlan;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import com.plugipay.sandbox.paypal.api.RestApp;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
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
record PayPalNotifier(
        PayPalTools tools, CertificateAuthority authority, Ledger<Webhook> webhooks, Ledger<Event> events) {
    /** The path of the certificates that sign, before their ids. */
    static final String CERTIFICATES = "/v1/notifications/certs/";

    private static final String SIGNATURE = "PAYPAL-TRANSMISSION-SIG";

    private static final int RETRIES = 25;
    private static final Duration RETRY_SPAN = Duration.ofDays(3);
    /** PayPal says only how often and how long; the waits grow evenly. */
    private static final RetryPlan RETRY_PLAN = RetryPlan.after(IntStream.rangeClosed(1, RETRIES)
            .mapToObj(retry -> RETRY_SPAN.multipliedBy(retry).dividedBy(RETRIES * (RETRIES + 1) / 2))
            .toArray(Duration[]::new));

    /**
     * Something that happened to an order, a capture, a refund or a stored account.
     *
     * @param body these bytes exactly, because signatures are made over them
     */
    record Event(String id, RestApp owner, String type, Buffer body) implements Ledger.Owned {
        JsonObject json() {
            return body.toJsonObject();
        }
    }

    PayPalNotifier(PayPalTools tools, CertificateAuthority authority) {
        this(tools, authority, new Ledger<>(), new Ledger<>());
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

    /** A buyer's account was stored, or is stored no more. */
    void send(PaymentToken token, String word) {
        String summary = "A payment token has been " + word.toLowerCase(Locale.ROOT) + ".";
        send(token.owner(), "VAULT.PAYMENT-TOKEN." + word, "payment_token", summary, token.toEventJson(tools));
    }

    private void send(RestApp app, String type, String resourceType, String summary, JsonObject resource) {
        String id = "WH-" + tools.newId() + "-" + tools.newId();
        String path = "/v1/notifications/webhooks-events/" + id;
        JsonObject body = json(
                "id", id,
                "event_version", "1.0",
                "create_time", tools.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                "resource_type", resourceType,
                "resource_version", resourceType.equals("payment_token") ? "3.0" : "2.0",
                "event_type", type,
                "summary", summary,
                "resource", resource,
                "links", array(tools.link(path, "self", "GET"), tools.link(path + "/resend", "resend", "POST")));
        Event event = new Event(id, app, type, body.toBuffer());
        events.add(event);
        send(event);
    }

    /** To all who want it; also again. */
    void send(Event event) {
        webhooks.of(event.owner()).stream()
                .filter(webhook -> webhook.wants(event.type()))
                .forEach(webhook -> send(event, webhook));
    }

    private void send(Event event, Webhook webhook) {
        String id = tools.standIn().ids().uuid();
        String time = PayPalTools.time(tools.now());
        CRC32 checksum = new CRC32();
        checksum.update(event.body().getBytes());
        String message = String.join("|", id, time, webhook.id(), String.valueOf(checksum.getValue()));
        Map<String, String> headers = Map.ofEntries(
                Map.entry("Content-Type", "application/json"),
                Map.entry("User-Agent", "PayPal/AUHD-214.0-58391792"),
                Map.entry("PAYPAL-TRANSMISSION-ID", id),
                Map.entry("PAYPAL-TRANSMISSION-TIME", time),
                Map.entry(SIGNATURE, authority.sign(message)),
                Map.entry("PAYPAL-CERT-URL", tools.url(CERTIFICATES + authority.certificateId())),
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
}
