package com.plugipay.http.requests;

import com.plugipay.auth.KeyPrincipal;
import com.plugipay.auth.Principal;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Logs each request in one line when it is answered, and keeps those of keys for {@code GET /v1/requests}. Of what others
 * have chosen it holds nothing: no body, no address, no query, and of the path only the template.
 */
public final class RequestLog implements Handler<RoutingContext> {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String NONE = "none";
    private static final String REQUEST = "loggedRequest";

    private final RecentRequests recent;

    public RequestLog(RecentRequests recent) {
        this.recent = recent;
    }

    /**
     * What an operation adds to its request.
     *
     * @param principal null while nobody has proved who it is
     */
    private record Known(
            String id,
            Instant at,
            String route,
            @Nullable Principal principal,
            @Nullable ErrorCode error) {}

    @Override
    public void handle(RoutingContext context) {
        long begun = System.nanoTime();
        context.addEndHandler(ended -> note(context, begun));
        context.next();
    }

    /** Tells whose request to an operation this is. */
    public static void identify(
            RoutingContext context, String id, Instant at, String route, @Nullable Principal principal) {
        context.put(REQUEST, new Known(id, at, route, principal, null));
    }

    /** Tells how a request is answered; null for a success. */
    public static void answer(
            RoutingContext context, String id, Instant at, String route, @Nullable ApiException failure) {
        Known known = context.get(REQUEST);
        if (known == null || failure != null) {
            context.put(
                    REQUEST,
                    new Known(
                            id,
                            at,
                            route,
                            known == null ? null : known.principal,
                            failure == null ? null : failure.errorCode()));
        }
    }

    private void note(RoutingContext context, long begun) {
        HttpServerRequest request = context.request();
        long durationMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        int status = request.response().getStatusCode();
        long bytes = request.response().bytesWritten();
        Known known = context.get(REQUEST);
        String route = known == null ? route(context) : known.route;
        String error = known == null || known.error == null ? null : known.error.code();
        Principal principal = known == null ? null : known.principal;
        String method = method(request.method().name());
        if (principal instanceof KeyPrincipal key && known != null) {
            recent.add(
                    key.tenant(),
                    new RequestEntry(
                            known.id,
                            key.tenant().workspaceId(),
                            key.tenant().mode(),
                            known.at,
                            key.keyId(),
                            method,
                            route,
                            status,
                            error,
                            durationMs,
                            bytes));
        }
        if (RequestLines.areLogged()) {
            RequestLines.ofLoop()
                    .begin(Instant.now())
                    .with("requestId", known == null ? null : known.id)
                    .with(
                            "workspace",
                            principal == null ? null : principal.tenant().workspaceId())
                    .with("key", principal == null ? null : principal.id())
                    .with("method", method)
                    .with("route", route)
                    .with("status", status)
                    .with("error", error)
                    .with("ms", durationMs)
                    .with("bytes", bytes)
                    .end(context.vertx());
        }
    }

    /** Anything can be sent as a method. */
    private static String method(String name) {
        return METHODS.contains(name) ? name : "OTHER";
    }

    private static String route(RoutingContext context) {
        return Optional.ofNullable(context.currentRoute()).map(Route::getName).orElse(NONE);
    }
}
