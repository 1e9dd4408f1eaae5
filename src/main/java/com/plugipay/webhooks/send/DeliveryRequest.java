package com.plugipay.webhooks.send;

import com.plugipay.secrets.Secret;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The headers of a delivery, signed anew for each attempt. */
public final class DeliveryRequest {
    private static final String USER_AGENT = "Plugipay-Webhooks/"
            + Optional.ofNullable(DeliveryRequest.class.getPackage().getImplementationVersion())
                    .orElse("development");

    private DeliveryRequest() {}

    /** Returns the headers, with a signature by each of the secrets. */
    public static MultiMap headers(String deliveryId, String eventId, String body, List<Secret> secrets, Instant now) {
        String signature = WebhookSignature.plugipay(secrets, now, body);
        return MultiMap.caseInsensitiveMultiMap()
                .set("Content-Type", "application/json")
                .set("User-Agent", USER_AGENT)
                .set("X-Plugipay-Event-Id", eventId)
                .set("X-Plugipay-Delivery-Id", deliveryId)
                .set("X-Plugipay-Signature", signature)
                .set("Plugipay-Signature", signature)
                .set("webhook-id", eventId)
                .set("webhook-timestamp", String.valueOf(now.getEpochSecond()))
                .set("webhook-signature", WebhookSignature.standard(secrets, eventId, now, body));
    }
}
