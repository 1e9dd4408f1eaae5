package com.plugipay.pages;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.server.UnreadableRequests;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Responds with a page when a page fails, also when the server has refused the request before it reached a route.
 *
 * @param name what the log calls the page that fails
 * @param notFound the key of the texts for an address without an object
 */
record ErrorPage(CheckoutPage page, String name, String notFound) {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorPage.class);

    void show(RoutingContext context, Texts texts) {
        // It may have failed before the route that sets them.
        SecurityHeaders.CHECKOUT.on(context.response());
        Throwable failure = context.failure();
        ApiException error = UnreadableRequests.visible(failure);
        int status = error != null ? error.errorCode().status() : failure == null ? context.statusCode() : 500;
        if (status == ErrorCode.NOT_FOUND.status()) {
            Reply.html(status, page.message(notFound, texts)).to(context);
            return;
        }
        if (status == 500) {
            LOG.atError().setCause(failure).addKeyValue("page", name).log("Internal error in a page");
        }
        boolean isLimited = status == ErrorCode.RATE_LIMITED.status();
        Reply reply = Reply.html(status, page.message(isLimited ? "tooManyRequests" : "error", texts));
        (error != null && error.errorCode().isTemporary()
                        ? reply.with("Retry-After", error.retryAfterSeconds())
                        : reply)
                .to(context);
    }
}
