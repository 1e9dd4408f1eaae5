package com.plugipay.sandbox.paypal.api;

import com.plugipay.sandbox.kit.Answers;
import com.plugipay.sandbox.kit.faults.ProviderErrors;
import com.plugipay.sandbox.paypal.PayPalIds;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How PayPal answers: always with a debug id, and errors in its own words. */
public final class Replies implements ProviderErrors {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
    private static final String DEBUG_ID = "PayPal-Debug-Id";

    private final PayPalIds ids;

    public Replies(PayPalIds ids) {
        this.ids = ids;
    }

    public Future<Void> send(RoutingContext context, int status, JsonObject body) {
        return Answers.send(context, status, body, Map.of(DEBUG_ID, ids.debug()));
    }

    public Future<Void> noContent(RoutingContext context) {
        return Answers.send(context, 204, Buffer.buffer(), Map.of(DEBUG_ID, ids.debug()));
    }

    /** The failure handler of the API. */
    public void failed(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof PayPalRefusal refusal) {
            refuse(context, refusal);
        } else if (failure == null && context.statusCode() == 404) {
            refuse(context, PayPalRefusal.notFound());
        } else if (failure == null) {
            refuse(context, PayPalRefusal.named(context.statusCode(), "INVALID_REQUEST", "The request was refused."));
        } else {
            LOG.error("path={} failed", context.request().path(), failure);
            serverError(context);
        }
    }

    @Override
    public void rateLimited(RoutingContext context) {
        refuse(
                context,
                PayPalRefusal.named(429, "RATE_LIMIT_REACHED", "Too many requests. Blocked due to rate limiting."));
    }

    @Override
    public void serverError(RoutingContext context) {
        refuse(context, PayPalRefusal.named(500, "INTERNAL_SERVER_ERROR", "An internal server error has occurred."));
    }

    private void refuse(RoutingContext context, PayPalRefusal refusal) {
        JsonObject body = refusal.body();
        if (body.containsKey("error")) {
            send(context, refusal.status(), body);
            return;
        }
        String debugId = ids.debug();
        Answers.send(
                context,
                refusal.status(),
                body.copy().put("debug_id", debugId),
                Map.of(DEBUG_ID, Objects.requireNonNull(debugId)));
    }
}
