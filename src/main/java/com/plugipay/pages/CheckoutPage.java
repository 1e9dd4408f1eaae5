package com.plugipay.pages;

import com.plugipay.pages.documents.InvoiceView;
import com.plugipay.text.Templates;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * Renders the checkout page, and the pages in its look.
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

    /** The page of an invoice. */
    public Buffer invoice(InvoiceView view) {
        return Templates.render(
                "invoice/page.jte",
                Map.of("view", view, "texts", Texts.in(view.words().lang()), "assets", assets));
    }

    /** The page for an error. */
    Buffer message(String key, Texts texts) {
        return Templates.render("checkout/message.jte", Map.of("key", key, "texts", texts, "assets", assets));
    }
}
