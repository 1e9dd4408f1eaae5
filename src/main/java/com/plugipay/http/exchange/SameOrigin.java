package com.plugipay.http.exchange;

import com.plugipay.errors.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses changes that a page of another site has a browser make with its cookies. Browsers say where a request comes from:
 * newer ones by {@code Sec-Fetch-Site}, which no page can set, all of them by {@code Origin}.
 *
 * @param origin the address by which browsers reach this server, without a path
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata</a>
 */
public record SameOrigin(String origin) implements Handler<RoutingContext> {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /** A handler for pages: fails the route. */
    @Override
    public void handle(RoutingContext context) {
        if (READING.contains(context.request().method()) || isFromHere(context.request())) {
            context.next();
        } else {
            context.fail(refusal());
        }
    }

    /** Fails for a request of another site, or of a program that does not say where it comes from. */
    public void require(HttpServerRequest request) {
        if (!isFromHere(request)) {
            throw refusal();
        }
    }

    private boolean isFromHere(HttpServerRequest request) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        return site == null ? origin.equals(request.getHeader("Origin")) : site.equals("same-origin");
    }

    private static RuntimeException refusal() {
        return ErrorCode.FORBIDDEN.withMessage("With a session, changes are made from this site's own pages only.");
    }
}
