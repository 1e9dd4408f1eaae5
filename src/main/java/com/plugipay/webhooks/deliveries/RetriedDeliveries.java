package com.plugipay.webhooks.deliveries;

import java.util.List;

/** Deliveries that are due again. */
public record RetriedDeliveries(List<WebhookDelivery> retried) {
    RetriedDeliveries forSdks() {
        return new RetriedDeliveries(
                retried.stream().map(WebhookDelivery::forSdks).toList());
    }
}
