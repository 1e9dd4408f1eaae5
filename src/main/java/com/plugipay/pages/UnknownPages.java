package com.plugipay.pages;

import com.plugipay.errors.ApiException;
import com.plugipay.http.exchange.Reply;
import com.plugipay.json.Dialect;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Responds with a page to browsers at addresses of no page; programs, which ask for no HTML, get what the API responds. */
final class UnknownPages {
    private final CheckoutPage page;
    private final ErrorPage errors;

    UnknownPages(CheckoutPage page) {
        this.page = page;
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

    /**
     * The page for a request with too long an address or too many headers, which was not read to its end: unless it is known to
     * be of a program, or of one that uses the API, it may be a browser's. Empty for others.
     */
    Optional<Reply> refusal(HttpServerRequest request, ApiException failure) {
        @Nullable String path = request.path();
        @Nullable String accepted = request.getHeader("Accept");
        boolean isForPrograms = accepted != null && !accepted.contains("text/html");
        @Nullable String key = ErrorPage.tooMuch(failure.errorCode().status());
        if (key == null || isForPrograms || (path != null && Dialect.endOfMount(path) >= 0)) {
            return Optional.empty();
        }
        Texts texts = Texts.from(request.getHeader("Accept-Language"));
        return Optional.of(
                SecurityHeaders.CHECKOUT.on(Reply.html(failure.errorCode().status(), page.message(key, texts))));
    }
}
