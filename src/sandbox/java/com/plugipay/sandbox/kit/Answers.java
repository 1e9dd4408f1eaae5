package com.plugipay.sandbox.kit;

import com.plugipay.sandbox.kit.faults.FaultyEdge;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/**
 * The only way in which a stand-in's API answers, once all is done: here a {@link FaultyEdge} can still take the answer
 * away.
 */
public final class Answers {
    private static final String INSTEAD = Answers.class.getName();

    private Answers() {}

    public static Future<Void> send(RoutingContext context, int status, JsonObject body) {
        return send(context, status, body, Map.of());
    }

    public static Future<Void> send(RoutingContext context, int status, JsonObject body, Map<String, String> headers) {
        if (!headers.containsKey("Content-Type")) {
            context.response().putHeader("Content-Type", "application/json");
        }
        return send(context, status, body.toBuffer(), headers);
    }

    /** The body as it is, with no content type of its own; an empty buffer for none. */
    public static Future<Void> send(RoutingContext context, int status, Buffer body, Map<String, String> headers) {
        // Taken out, because what is done instead may answer in turn.
        Runnable instead = context.remove(INSTEAD);
        if (instead != null) {
            instead.run();
            return Future.succeededFuture();
        }
        HttpServerResponse response = context.response().setStatusCode(status);
        headers.forEach(response::putHeader);
        return response.end(body);
    }

    /** What happens in the place of this request's answer. */
    public static void replace(RoutingContext context, Runnable instead) {
        context.put(INSTEAD, instead);
    }
}
