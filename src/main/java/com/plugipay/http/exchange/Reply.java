package com.plugipay.http.exchange;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A response as a value. Routes return one and never write to the response themselves: so only this class has to handle
 * failures of writing, and no request is left without a response.
 */
public record Reply(int status, Map<String, String> headers, Buffer body) {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);
    private static final String FAILED_ROUTE = "failedRoute";
    private static final Buffer NOTHING = Buffer.buffer();

    public Reply {
        headers = Map.copyOf(headers);
    }

    /** A reply with a body of this type. */
    public static Reply of(int status, String contentType, Buffer body) {
        return new Reply(status, Map.of("Content-Type", contentType), body);
    }

    /** A reply in JSON. */
    public static Reply json(int status, Buffer body) {
        return of(status, "application/json", body);
    }

    /** A page in HTML. */
    public static Reply html(int status, Buffer page) {
        return of(status, "text/html; charset=utf-8", page);
    }

    /** A reply without a body. */
    public static Reply empty(int status) {
        return new Reply(status, Map.of(), NOTHING);
    }

    /** Redirects a browser to an address; characters that a header cannot hold are escaped. */
    public static Reply seeOther(String location) {
        return empty(303).with("Location", escaped(location));
    }

    /** This reply with another header. */
    public Reply with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** This reply with other headers. */
    public Reply with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Reply(status, all, body);
    }

    /** Sends a reply when it is there; if its future fails, the route fails and its failure handler responds. */
    public static void send(RoutingContext context, Future<Reply> pending) {
        pending.onSuccess(reply -> reply.to(context)).onFailure(failure -> {
            // The context loses its current route when it looks for a failure handler.
            context.put(FAILED_ROUTE, context.currentRoute().getPath());
            context.fail(failure);
        });
    }

    /** The template of the route that has failed, or "none". */
    public static String failedRoute(RoutingContext context) {
        return context.get(FAILED_ROUTE, "none");
    }

    /** Sends this reply, unless a response was sent already or the connection is closed. If it cannot be sent, the route fails. */
    public void to(RoutingContext context) {
        try {
            write(context.request());
        } catch (RuntimeException unwritable) {
            removeHeaders(context.request());
            if (context.failed()) {
                lastResort(context.request(), unwritable);
            } else {
                context.fail(unwritable);
            }
        }
    }

    /** Sends this reply to a request that has no route. */
    public void to(HttpServerRequest request) {
        try {
            write(request);
        } catch (RuntimeException unwritable) {
            removeHeaders(request);
            lastResort(request, unwritable);
        }
    }

    private void write(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status);
        headers.forEach(response::putHeader);
        if (status != 204 && status != 304) {
            // Also for HEAD, whose response has no body.
            response.putHeader("Content-Length", String.valueOf(body.length()));
        }
        response.end(body);
        resume(request);
    }

    /**
     * Resumes a paused request, whose connection would otherwise wait forever for the rest of it. Only after the response was
     * written: a rest that cannot be read closes the connection.
     */
    private static void resume(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.resume();
        }
    }

    private void removeHeaders(HttpServerRequest request) {
        headers.keySet().forEach(request.response().headers()::remove);
        request.response().headers().remove("Content-Length");
    }

    private static void lastResort(HttpServerRequest request, RuntimeException unwritable) {
        LOG.atError().setCause(unwritable).log("A response could not be written");
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.ended()) {
            CutOff.response(request);
        } else {
            response.setStatusCode(500).end();
            resume(request);
        }
    }

    private static String escaped(String location) {
        StringBuilder escaped = new StringBuilder(location.length());
        for (byte b : location.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7f) {
                escaped.append((char) b);
            } else {
                escaped.append('%').append("%02X".formatted(b));
            }
        }
        return escaped.toString();
    }
}
