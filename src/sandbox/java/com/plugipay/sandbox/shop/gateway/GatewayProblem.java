package com.plugipay.sandbox.shop.gateway;

import com.plugipay.sandbox.kit.api.Jsons;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The gateway refused a call, or could not be reached. Carries what the shop may show: a code and a sentence.
 *
 * <p>{@link #status} is the gateway's HTTP status, or 0 when no answer came. Has no stack trace: it is an answer.
 */
public final class GatewayProblem extends RuntimeException {
    private final int status;
    private final String code;
    private final @Nullable String requestId;

    GatewayProblem(int status, String code, String message, @Nullable String requestId) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.requestId = requestId;
    }

    static GatewayProblem unreachable(String gatewayUrl, Throwable cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new GatewayProblem(0, "gateway_unreachable", "No answer from " + gatewayUrl + " (" + reason + ")", null);
    }

    /** Reads the error of an answer's envelope. */
    static GatewayProblem of(int status, JsonObject envelope) {
        JsonObject error = Jsons.object(envelope, "error");
        return new GatewayProblem(
                status,
                error.getString("code", "http_" + status),
                error.getString("message", "The gateway gave no reason"),
                Jsons.object(envelope, "meta").getString("requestId"));
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** What to quote to the gateway's operator; null when no answer came. */
    public @Nullable String requestId() {
        return requestId;
    }
}
