package com.plugipay.webhooks.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Origin;
import io.vertx.core.Future;
import java.time.Instant;

/** Creates, changes and deletes endpoints in the database, for tests that serve no requests. */
public final class TestEndpoints {
    private TestEndpoints() {}

    public static Future<IssuedWebhookEndpoint> insert(
            WebhookEndpointStore store, Origin origin, Tenant tenant, WebhookEndpointInput input, Instant now) {
        IssuedWebhookEndpoint issued = IssuedWebhookEndpoint.of(WebhookEndpoint.create(tenant, input, now));
        return store.insert(origin, issued).map(inserted -> {
            assertThat(inserted).isTrue();
            return issued;
        });
    }

    public static Future<Boolean> update(
            WebhookEndpointStore store,
            Origin origin,
            WebhookEndpoint current,
            WebhookEndpointInput input,
            Instant now) {
        return store.update(origin, current, current.changed(input, now));
    }

    public static Future<Boolean> delete(WebhookEndpointStore store, Origin origin, WebhookEndpoint endpoint) {
        return store.delete(origin, endpoint);
    }

    /** Validates the input as the API does. */
    public static void check(WebhookEndpointInput input, Mode mode) {
        input.checked(mode);
    }
}
