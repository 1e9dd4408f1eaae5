package com.plugipay.webhooks.endpoints;

import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import java.time.Instant;

/** Creates, changes and deletes endpoints in the database, for tests that serve no requests. */
public final class TestEndpoints {
    private TestEndpoints() {}

    public static Change<IssuedWebhookEndpoint> insert(
            WebhookEndpointStore store, ChangeContext context, Tenant tenant, WebhookEndpointInput input, Instant now) {
        IssuedWebhookEndpoint issued = IssuedWebhookEndpoint.of(WebhookEndpoint.create(tenant, input, now));
        return store.insert(context, issued);
    }

    public static Change<WebhookEndpoint> update(
            WebhookEndpointStore store,
            ChangeContext context,
            WebhookEndpoint current,
            WebhookEndpointInput input,
            Instant now) {
        return store.update(context, current, current.changed(input, now));
    }

    public static Change<?> delete(WebhookEndpointStore store, ChangeContext context, WebhookEndpoint endpoint) {
        return store.delete(context, endpoint);
    }

    /** Validates the input as the API does. */
    public static void check(WebhookEndpointInput input, Mode mode) {
        input.checked(mode);
    }
}
