package com.plugipay.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * Renders the hosted checkout: UTF-8 HTML from templates that were compiled with the project.
 *
 * <p>Holds no state and does no I/O, so one instance serves every event loop. A form of the page is answered with 303
 * to {@code /c/{id}}, never to another site: browsers apply the policy's form-action to redirects as well, and the
 * buyer would see a button that does nothing. The CANCELED page goes on to the shop from there.
 */
public final class CheckoutPage {
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Assets assets;

    public CheckoutPage(Assets assets) {
        this.assets = assets;
    }

    /** The whole document. */
    public Buffer page(CheckoutView view, Texts texts) {
        return render("checkout/page.jte", Map.of("view", view, "texts", texts, "assets", assets));
    }

    /** Only the live {@code <main>}, which replaces the one that the browser shows. */
    public Buffer fragment(CheckoutView view, Texts texts) {
        return render("checkout/main.jte", Map.of("view", view, "texts", texts));
    }

    /** For an address under which there is no session. */
    public Buffer notFound(Texts texts) {
        return message("notFound", texts);
    }

    /** For a buyer, or a whole network of them, who has asked for more than can be done for one. */
    public Buffer tooManyRequests(Texts texts) {
        return message("tooManyRequests", texts);
    }

    /** For a failure of ours, whatever its status. */
    public Buffer error(Texts texts) {
        return message("error", texts);
    }

    private Buffer message(String key, Texts texts) {
        return render("checkout/message.jte", Map.of("key", key, "texts", texts, "assets", assets));
    }

    private Buffer render(String template, Map<String, Object> parameters) {
        Utf8ByteOutput output = new Utf8ByteOutput();
        templates.render(template, parameters, output);
        return Buffer.buffer(output.toByteArray());
    }
}
