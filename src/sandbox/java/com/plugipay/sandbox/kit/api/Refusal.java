package com.plugipay.sandbox.kit.api;

import io.vertx.core.json.JsonObject;

/** A provider's refusal of a request, in its own words. It has no stack trace: it says everything to the caller. */
public final class Refusal extends RuntimeException {
    private final int status;
    private final transient JsonObject body;

    /** @param status the provider's code, which is mostly the HTTP status */
    public Refusal(int status, String message, JsonObject body) {
        super(message, null, false, false);
        this.status = status;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public JsonObject body() {
        return body;
    }
}
