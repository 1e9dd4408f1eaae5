package com.plugipay.sandbox.paypal.api;

import com.plugipay.sandbox.paypal.RestApp;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a call of PayPal's API says, read as strictly as PayPal reads it. */
public final class Request {
    private static final String APP = Request.class.getName();
    /** The longest {@code PayPal-Request-Id}. */
    private static final int LONGEST_ID = 108;

    private Request() {}

    static void belongsTo(RoutingContext context, RestApp app) {
        context.put(APP, app);
    }

    /** Whose token came with the call. */
    public static RestApp app(RoutingContext context) {
        return Objects.requireNonNull(context.<RestApp>get(APP));
    }

    /** An empty body is an empty object. */
    public static JsonObject object(RoutingContext context) {
        try {
            Buffer body = bytes(context);
            return body.length() == 0 ? new JsonObject() : body.toJsonObject();
        } catch (DecodeException | ClassCastException | NullPointerException malformed) {
            throw malformed();
        }
    }

    public static JsonArray array(RoutingContext context) {
        try {
            return bytes(context).toJsonArray();
        } catch (DecodeException | ClassCastException | NullPointerException malformed) {
            throw malformed();
        }
    }

    public static Buffer bytes(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }

    /** In front of everything that takes JSON: also an empty body must be said to be JSON. */
    public static void mustBeJson(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            throw PayPalRefusal.named(
                    415, "UNSUPPORTED_MEDIA_TYPE", "The server does not support the request payload's media type.");
        }
        context.next();
    }

    /** Whether the whole object is wanted; by default it is not. */
    static boolean wantsRepresentation(RoutingContext context) {
        String prefer = context.request().getHeader("Prefer");
        return prefer != null && prefer.replace(" ", "").contains("return=representation");
    }

    /** The {@code PayPal-Request-Id}, or null. */
    static @Nullable String id(RoutingContext context) {
        String id = context.request().getHeader("PayPal-Request-Id");
        if (id != null && id.length() > LONGEST_ID) {
            throw PayPalRefusal.invalid(
                    "INVALID_STRING_LENGTH",
                    "PayPal-Request-Id",
                    "The value of a field is either too short or too long.");
        }
        return id == null || id.isBlank() ? null : id;
    }

    private static PayPalRefusal malformed() {
        return PayPalRefusal.invalid("MALFORMED_REQUEST_JSON", "/", "The request JSON is not well formed.");
    }
}
