package com.plugipay.sandbox.paypal.webhooks;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * Something that happened, as it is told.
 *
 * @param resourceId the id of the order, capture or refund
 * @param body these bytes exactly, because signatures are made over them
 */
record PayPalEvent(String id, String clientId, String eventType, String resourceId, Instant at, Buffer body) {
    JsonObject json() {
        return body.toJsonObject();
    }
}
