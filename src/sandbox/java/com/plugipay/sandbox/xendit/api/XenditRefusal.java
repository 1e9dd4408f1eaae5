package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.kit.RequestRefused;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** An error as Xendit words it: {@code {"error_code", "message", "errors"?}}. */
public final class XenditRefusal extends RequestRefused {
    final transient JsonObject body;

    public XenditRefusal(int status, String code, String message) {
        this(status, new JsonObject().put("error_code", code).put("message", message));
    }

    private XenditRefusal(int status, JsonObject body) {
        super(status, body.getString("message"));
        this.body = body;
    }

    public static XenditRefusal of(String code, String message) {
        return new XenditRefusal(400, code, message);
    }

    static XenditRefusal invalid(String path, String message) {
        return new XenditRefusal(
                400,
                new JsonObject()
                        .put("error_code", "API_VALIDATION_ERROR")
                        .put("message", "There is invalid input in one of the required request fields.")
                        .put(
                                "errors",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("message", message)
                                                .put("path", path))));
    }

    public static XenditRefusal notFound() {
        return new XenditRefusal(404, "DATA_NOT_FOUND", "The requested resource was not found.");
    }
}
