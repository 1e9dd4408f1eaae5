package com.plugipay.sandbox.paypal.webhooks;

import com.plugipay.sandbox.kit.callbacks.CallbackSender;
import com.plugipay.sandbox.kit.callbacks.OutgoingCallback;
import com.plugipay.sandbox.kit.callbacks.RetryPlan;
import com.plugipay.sandbox.paypal.Links;
import com.plugipay.sandbox.paypal.PayPalIds;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Signs notifications and sends them, again and again until they are taken.
 *
 * @see <a href="https://developer.paypal.com/api/rest/webhooks/rest/">Verify webhooks</a>
 */
public final class Transmitter {
    private static final int RETRIES = 25;
    private static final Duration RETRY_SPAN = Duration.ofDays(3);
    /** PayPal tells only how often and how long; the waits grow evenly. */
    private static final RetryPlan RETRY_PLAN = RetryPlan.after(IntStream.rangeClosed(1, RETRIES)
            .mapToObj(retry -> RETRY_SPAN.multipliedBy(retry).dividedBy(RETRIES * (RETRIES + 1) / 2))
            .toArray(Duration[]::new));

    private final String standIn;
    private final SigningCertificate certificate;
    private final CallbackSender callbacks;
    private final Links links;
    private final PayPalIds ids;
    private final InstantSource clock;

    public Transmitter(
            String standIn,
            SigningCertificate certificate,
            CallbackSender callbacks,
            Links links,
            PayPalIds ids,
            InstantSource clock) {
        this.standIn = standIn;
        this.certificate = certificate;
        this.callbacks = callbacks;
        this.links = links;
        this.ids = ids;
        this.clock = clock;
    }

    void send(PayPalEvent notification, Webhook webhook) {
        String id = ids.uuid();
        String time = Links.time(clock.instant());
        String message = message(id, time, webhook.id(), notification.body());
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
        callbacks.send(new OutgoingCallback(
                standIn,
                webhook.url(),
                headers,
                notification.body(),
                // A true signature of PayPal, but of another message.
                callback -> callback.withHeader("PAYPAL-TRANSMISSION-SIG", certificate.sign(message + "0")),
                RETRY_PLAN));
    }

    String certificateUrl() {
        return links.url("/v1/notifications/certs/" + certificate.id());
    }

    /** What is signed. */
    static String message(String transmissionId, String transmissionTime, String webhookId, Buffer body) {
        CRC32 checksum = new CRC32();
        checksum.update(body.getBytes());
        return transmissionId + "|" + transmissionTime + "|" + webhookId + "|" + checksum.getValue();
    }
}
