package com.plugipay.sandbox.xendit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** An error as Xendit words it: {@code {"error_code", "message", "errors"?}}. */
final class Refusal extends RuntimeException {
    final int status;
    final transient JsonObject body;

    Refusal(int status, String code, String message) {
        this(status, new JsonObject().put("error_code", code).put("message", message));
    }

    private Refusal(int status, JsonObject body) {
        // It says all to the caller, and nobody else needs to know where it was thrown.
        super(body.getString("message"), null, false, false);
        this.status = status;
        this.body = body;
    }

    static Refusal of(String code, String message) {
        return new Refusal(400, code, message);
    }

    static Refusal invalid(String path, String message) {
        return new Refusal(
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

    static Refusal notFound() {
        return new Refusal(404, "DATA_NOT_FOUND", "The requested resource was not found.");
    }
}
