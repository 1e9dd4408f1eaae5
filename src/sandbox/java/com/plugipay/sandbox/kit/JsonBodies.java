package com.plugipay.sandbox.kit;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Bodies of requests as JSON. */
public final class JsonBodies {
    private JsonBodies() {}

    /** The body; empty when there is none, and when it is no JSON object. */
    public static Optional<JsonObject> object(RoutingContext context) {
        try {
            return Optional.ofNullable(context.body().asJsonObject());
        } catch (DecodeException | ClassCastException malformed) {
            return Optional.empty();
        }
    }
}
