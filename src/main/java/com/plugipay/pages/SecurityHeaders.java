package com.plugipay.pages;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * The headers that limit what a browser may do with a page: everything that is not listed is forbidden.
 *
 * <p>A handler for the routes of pages; {@link #on} sets them where only a response is at hand.
 */
public enum SecurityHeaders implements Handler<RoutingContext> {
    /** Images may come from any https site, because the merchant hosts the picture of its QR code. */
    CHECKOUT("default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' https:; "
            + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"),

    /** Swagger UI uses style attributes, and data URLs for its pictures. */
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
