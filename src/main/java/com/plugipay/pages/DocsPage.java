package com.plugipay.pages;

import com.plugipay.http.exchange.Reply;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.util.Map;

/**
 * The API's documentation at {@code /docs}, where requests can be tried out; it shows what {@code /v1/openapi.json} says.
 *
 * <p>Everything comes from this server, so it works without the internet. Needs {@link Assets} mounted at /static/:name.
 */
public final class DocsPage {
    private final Reply page;

    public DocsPage(Assets assets) {
        Utf8ByteOutput output = new Utf8ByteOutput();
        TemplateEngine.createPrecompiled(ContentType.Html).render("docs/page.jte", Map.of("assets", assets), output);
        page = Reply.html(200, Buffer.buffer(output.toByteArray()));
    }

    public void mount(Router router) {
        router.get("/docs").handler(SecurityHeaders.DOCS).handler(page::to);
    }
}
