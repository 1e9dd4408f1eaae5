package com.plugipay.sandbox.shop;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * An event whose signature was right, with the body that was signed and how often it was delivered.
 *
 * <p>There is no event without a verified body: the inbox makes them from nothing else.
 */
public record ReceivedEvent(String id, String type, Instant receivedAt, String body, int deliveries) {

    ReceivedEvent again() {
        return new ReceivedEvent(id, type, receivedAt, body, deliveries + 1);
    }

    /** The resource that the event is about; empty when it has none. */
    public JsonObject object() {
        return new JsonObject(body).getValue("data") instanceof JsonObject data
                        && data.getValue("object") instanceof JsonObject object
                ? object
                : new JsonObject();
    }

    /** The body, indented for people. */
    public String pretty() {
        return new JsonObject(body).encodePrettily();
    }
}
