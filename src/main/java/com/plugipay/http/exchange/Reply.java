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
 * What goes out, as a value. Routes make one and have it sent; none of them writes to a response itself, so that here is
 * the only place where writing can fail, and no request goes without an answer.
 */
public record Reply(int status, Map<String, String> headers, Buffer body) {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);
    private static final String FAILED_ROUTE = "failedRoute";
    private static final Buffer NOTHING = Buffer.buffer();

    public Reply {
        headers = Map.copyOf(headers);
    }

    /** A body of this type. */
    public static Reply of(int status, String contentType, Buffer body) {
        return new Reply(status, Map.of("Content-Type", contentType), body);
    }

    /** JSON as UTF-8. */
    public static Reply json(int status, Buffer body) {
        return of(status, "application/json", body);
    }

    /** A page. */
    public static Reply html(int status, Buffer page) {
        return of(status, "text/html; charset=utf-8", page);
    }

    /** A status and no body. */
    public static Reply empty(int status) {
        return new Reply(status, Map.of(), NOTHING);
    }

    /** Leads a browser to another address, which may hold any character: what a header cannot carry is escaped. */
    public static Reply seeOther(String location) {
        return empty(303).with("Location", escaped(location));
    }

    /** The same with one more header. */
    public Reply with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** The same with these headers more. */
    public Reply with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Reply(status, all, body);
    }

    /** Sends what comes of it; where nothing does, the route fails and its failure handler answers. */
    public static void send(RoutingContext context, Future<Reply> coming) {
        coming.onSuccess(reply -> reply.to(context)).onFailure(failure -> {
            // Looking for a failure handler, the context forgets where it was.
            context.put(FAILED_ROUTE, context.currentRoute().getPath());
            context.fail(failure);
        });
    }

    /** The template of the route that has failed to answer, if one has. */
    public static String failedRoute(RoutingContext context) {
        return context.get(FAILED_ROUTE, "none");
    }

    /** Sends it, unless the request was answered already or nobody waits any more. What cannot be sent fails the route. */
    public void to(RoutingContext context) {
        try {
            write(context.request());
        } catch (RuntimeException unwritable) {
            takeBack(context.request());
            if (context.failed()) {
                lastResort(context.request(), unwritable);
            } else {
                context.fail(unwritable);
            }
        }
    }

    /** The same where there is no route. */
    public void to(HttpServerRequest request) {
        try {
            write(request);
        } catch (RuntimeException unwritable) {
            takeBack(request);
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
            // Told to HEAD too, which sees nothing else of the body.
            response.putHeader("Content-Length", String.valueOf(body.length()));
        }
        response.end(body);
        goOn(request);
    }

    /**
     * Where it was paused its connection would wait for the rest of it for ever, and nothing that follows is read. Only once
     * it is answered: a rest that cannot be read closes the connection.
     */
    private static void goOn(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.resume();
        }
    }

    private void takeBack(HttpServerRequest request) {
        headers.keySet().forEach(request.response().headers()::remove);
        request.response().headers().remove("Content-Length");
    }

    private static void lastResort(HttpServerRequest request, RuntimeException unwritable) {
        LOG.atError().setCause(unwritable).log("An answer could not be written");
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.ended()) {
            response.reset();
        } else {
            response.setStatusCode(500).end();
            goOn(request);
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
