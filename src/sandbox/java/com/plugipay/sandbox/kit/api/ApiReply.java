package com.plugipay.sandbox.kit.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * The answer to a request.
 *
 * @param body JSON, or empty for none
 */
public record ApiReply(int status, Buffer body, Map<String, String> headers) {
    public static ApiReply of(JsonObject body) {
        return of(200, body);
    }

    public static ApiReply of(int status, JsonObject body) {
        return new ApiReply(status, body.toBuffer(), Map.of());
    }

    public static ApiReply empty(int status) {
        return new ApiReply(status, Buffer.buffer(), Map.of());
    }

    public ApiReply with(Map<String, String> added) {
        return new ApiReply(status, body, added);
    }
}
