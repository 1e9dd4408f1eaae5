package com.plugipay.pages;

import com.plugipay.http.exchange.Reply;
import com.plugipay.pages.branding.PageStyle;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The headers that limit what a browser may do with a page: everything that is not listed is forbidden.
 *
 * <p>A handler for the routes of pages; {@link #on} sets them where only a response is at hand.
 */
public enum SecurityHeaders implements Handler<RoutingContext> {
    /** Images may come from any https site, because the merchant hosts the picture of its QR code. */
    CHECKOUT("default-src 'none'; style-src 'self' " + PageStyle.SOURCE
            + "; script-src 'self'; connect-src 'self'; img-src 'self' https:; "
            + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"),

    /** Swagger UI uses style attributes, and data URLs for its pictures. */
    DOCS("default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"),

    /** A made-up page or document in a frame of the dashboard; documents bring their styles. */
    PREVIEW("default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'none'; "
            + "frame-ancestors 'self'; base-uri 'none'; sandbox"),

    /** Browsers tell this site, and no other, from which of its pages a form comes. */
    DASHBOARD(
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
                    + "form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'",
            "same-origin");

    private final String policy;
    private final String referrer;

    SecurityHeaders(String policy) {
        this(policy, "no-referrer");
    }

    SecurityHeaders(String policy, String referrer) {
        this.policy = policy;
        this.referrer = referrer;
    }

    @Override
    public void handle(RoutingContext context) {
        on(context.response());
        context.next();
    }

    /** The reply with these headers, in place of those of its route. */
    public Reply on(Reply reply) {
        return reply.with("Content-Security-Policy", policy).with("Referrer-Policy", referrer);
    }

    /** The same for a page with another style sheet in it; null for none. */
    public Reply on(Reply reply, @Nullable String style) {
        return style == null
                ? reply
                : reply.with(
                        "Content-Security-Policy",
                        policy.replace(PageStyle.SOURCE, PageStyle.SOURCE + ' ' + PageStyle.source(style)));
    }

    public HttpServerResponse on(HttpServerResponse response) {
        return response.putHeader("Content-Security-Policy", policy).putHeader("Referrer-Policy", referrer);
    }
}
