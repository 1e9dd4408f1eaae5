package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.kit.api.Jsons;
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
        return Jsons.object(Jsons.object(new JsonObject(body), "data"), "object");
    }

    JsonObject toJson() {
        return Jsons.json(
                "id",
                id,
                "type",
                type,
                "receivedAt",
                receivedAt.toString(),
                "verified",
                true,
                "deliveries",
                deliveries,
                "body",
                new JsonObject(body));
    }

    /** The body, indented for people. */
    public String pretty() {
        return new JsonObject(body).encodePrettily();
    }
}
