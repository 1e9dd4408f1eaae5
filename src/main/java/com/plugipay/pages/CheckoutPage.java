package com.plugipay.pages;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * Renders the checkout page.
 *
 * <p>The response to a form of the page must redirect to {@code /c/{id}}, never to another site: browsers apply form-action
 * of the Content-Security-Policy to redirects too, and the button would do nothing. The page itself redirects to the
 * provider or back to the shop.
 */
public final class CheckoutPage {
    private final Assets assets;

    public CheckoutPage(Assets assets) {
        this.assets = assets;
    }

    /** The whole HTML document. */
    public Buffer page(CheckoutView view, Texts texts) {
        return Templates.render("checkout/page.jte", Map.of("view", view, "texts", texts, "assets", assets));
    }

    /** The {@code <main>} element only, which replaces the one that the browser shows. */
    public Buffer fragment(CheckoutView view, Texts texts) {
        return Templates.render("checkout/main.jte", Map.of("view", view, "texts", texts));
    }

    /** The page for a URL without a session. */
    public Buffer notFound(Texts texts) {
        return message("notFound", texts);
    }

    /** The page for a client, or a network, that has reached its limit of requests. */
    public Buffer tooManyRequests(Texts texts) {
        return message("tooManyRequests", texts);
    }

    /** The page for every other error. */
    public Buffer error(Texts texts) {
        return message("error", texts);
    }

    private Buffer message(String key, Texts texts) {
        return Templates.render("checkout/message.jte", Map.of("key", key, "texts", texts, "assets", assets));
    }
}
