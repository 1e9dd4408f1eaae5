package com.plugipay.webhooks;

import com.plugipay.secrets.Secret;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is sent with a delivery's body: its headers, signed afresh for each attempt. */
final class DeliveryRequest {
    private static final String USER_AGENT = "Plugipay-Webhooks/"
            + Optional.ofNullable(DeliveryRequest.class.getPackage().getImplementationVersion())
                    .orElse("development");

    private DeliveryRequest() {}

    static MultiMap headers(Claim claim, List<Secret> secrets, Instant now) {
        String signature = WebhookSignature.plugipay(secrets, now, claim.body());
        return MultiMap.caseInsensitiveMultiMap()
                .set("Content-Type", "application/json")
                .set("User-Agent", USER_AGENT)
                .set("X-Plugipay-Event-Id", claim.eventId())
                .set("X-Plugipay-Delivery-Id", claim.id())
                .set("X-Plugipay-Signature", signature)
                .set("Plugipay-Signature", signature)
                .set("webhook-id", claim.eventId())
                .set("webhook-timestamp", String.valueOf(now.getEpochSecond()))
                .set("webhook-signature", WebhookSignature.standard(secrets, claim.eventId(), now, claim.body()));
    }
}
