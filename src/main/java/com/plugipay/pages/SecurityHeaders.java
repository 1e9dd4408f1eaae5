package com.plugipay.pages;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * What a browser is told that it may do with a page of ours; everything that is not listed is forbidden.
 *
 * <p>A handler to put before a page's routes, and {@link #on} for those who hold only a response.
 */
public enum SecurityHeaders implements Handler<RoutingContext> {
    /** Images may come from any https site: the merchant's QR picture lies on the merchant's. */
    CHECKOUT("default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' https:; "
            + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"),

    /** Swagger UI writes style attributes and carries its pictures as data. */
    DOCS("default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'");

    private final String policy;

    SecurityHeaders(String policy) {
        this.policy = policy;
    }

    @Override
    public void handle(RoutingContext context) {
        on(context.response());
        context.next();
    }

    public HttpServerResponse on(HttpServerResponse response) {
        return response.putHeader("Content-Security-Policy", policy).putHeader("Referrer-Policy", "no-referrer");
    }
}
