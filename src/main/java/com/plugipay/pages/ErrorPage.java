package com.plugipay.pages;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Gzip;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.server.UnreadableRequests;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Responds with a page when a page fails, also when the server has refused the request before it reached a route.
 *
 * @param name what the log calls the page that fails
 * @param keys the keys of the texts of the statuses that this page has texts of its own for
 */
public record ErrorPage(CheckoutPage page, String name, Map<Integer, String> keys) {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorPage.class);

    /** The same with texts of its own for an address without an object only. */
    ErrorPage(CheckoutPage page, String name, String notFound) {
        this(page, name, Map.of(ErrorCode.NOT_FOUND.status(), notFound));
    }

    /** The key of the texts for a request that is too large; null for another status. */
    static @Nullable String tooMuch(int status) {
        return switch (status) {
            case 414 -> "addressTooLong";
            case 431 -> "tooManyHeaders";
            default -> null;
        };
    }

    public void show(RoutingContext context, Texts texts) {
        // It may have failed before the route that sets them.
        SecurityHeaders.CHECKOUT.on(context.response());
        Throwable failure = context.failure();
        ApiException error = UnreadableRequests.visible(failure);
        // The router gives no status to an address that it cannot read.
        int given = context.statusCode() < 0 ? 400 : context.statusCode();
        int status = error != null ? error.errorCode().status() : failure == null ? given : 500;
        String own = keys.get(status);
        if (own != null) {
            Gzip.reply(context.request(), Reply.html(status, page.message(own, texts)))
                    .to(context);
            return;
        }
        if (status == 500) {
            LOG.atError().setCause(failure).addKeyValue("page", name).log("Internal error in a page");
        }
        Reply plain = Reply.html(
                status,
                page.message(
                        switch (status) {
                            case 404 -> "pageNotFound";
                            case 405 -> "notAllowed";
                            case 429 -> "tooManyRequests";
                            default -> Objects.requireNonNullElse(tooMuch(status), "error");
                        },
                        texts));
        Reply reply = Gzip.reply(context.request(), plain);
        (error != null && error.errorCode().isTemporary()
                        ? reply.with("Retry-After", error.retryAfterSeconds())
                        : reply)
                .to(context);
    }
}
