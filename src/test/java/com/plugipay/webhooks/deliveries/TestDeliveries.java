package com.plugipay.webhooks.deliveries;

import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads and retries deliveries in the database, for tests that serve no requests. */
public final class TestDeliveries {
    private TestDeliveries() {}

    public static Change<WebhookDelivery> retry(
            DeliveryStore store, ChangeContext context, WebhookDelivery delivery, Instant now) {
        return store.retry(context, List.of(delivery.retried(now)), delivery);
    }

    public static Future<Optional<WebhookDelivery>> find(DeliveryStore store, Tenant tenant, String id) {
        return store.find(tenant, id);
    }
}
