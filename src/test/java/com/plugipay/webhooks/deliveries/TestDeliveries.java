package com.plugipay.webhooks.deliveries;

import com.plugipay.model.Tenant;
import com.plugipay.outbox.Origin;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads and retries deliveries in the database, for tests that serve no requests. */
public final class TestDeliveries {
    private TestDeliveries() {}

    public static Future<Boolean> retry(DeliveryStore store, Origin origin, WebhookDelivery delivery, Instant now) {
        return store.retry(origin, List.of(delivery.retried(now)), delivery);
    }

    public static Future<Optional<WebhookDelivery>> find(DeliveryStore store, Tenant tenant, String id) {
        return store.find(tenant, id);
    }
}
