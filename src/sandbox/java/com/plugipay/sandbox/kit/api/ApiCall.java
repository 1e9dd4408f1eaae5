package com.plugipay.sandbox.kit.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request of a merchant who is known. */
public record ApiCall<M>(M merchant, RoutingContext context) {
    /** The {@code :id} in the path. */
    public String id() {
        return context.pathParam("id");
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(context.request().getParam(name));
    }

    @Nullable
    public String header(String name) {
        return context.request().getHeader(name);
    }

    public Buffer bytes() {
        Buffer body = context.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }

    /** The body; empty when there is none, and when it is no JSON object. */
    public Optional<JsonObject> json() {
        return json(context);
    }

    public static Optional<JsonObject> json(RoutingContext context) {
        try {
            return Optional.ofNullable(context.body().asJsonObject());
        } catch (DecodeException | ClassCastException malformed) {
            return Optional.empty();
        }
    }
}
