package com.plugipay.pages;

import com.plugipay.json.Dialect;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Responds with a page to browsers at addresses of no page; programs, which ask for no HTML, get what the API responds. */
final class UnknownPages {
    private final ErrorPage errors;

    UnknownPages(CheckoutPage page) {
        this.errors = new ErrorPage(page, "unknown", "pageNotFound");
    }

    /** Comes after all others, whose pages have texts of their own. */
    void mount(Router router) {
        router.route().last().failureHandler(this::fail);
    }

    private void fail(RoutingContext context) {
        if (!responds(context)) {
            context.next();
        }
    }

    /** Responds to a browser at an address outside the API, also at one that no route can read; false for others. */
    boolean responds(RoutingContext context) {
        @Nullable String accepted = context.request().getHeader("Accept");
        boolean isBrowser = accepted != null && accepted.contains("text/html");
        if (!isBrowser || Dialect.endOfMount(context.request().path()) >= 0) {
            return false;
        }
        errors.show(context, Texts.of(context));
        return true;
    }
}
