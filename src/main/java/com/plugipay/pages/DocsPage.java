package com.plugipay.pages;

import com.plugipay.http.exchange.Gzip;
import com.plugipay.http.exchange.Reply;
import com.plugipay.text.Templates;
import io.vertx.ext.web.Router;
import java.util.Map;

/**
 * The API's documentation at {@code /docs}: Swagger UI, which shows {@code /v1/openapi.json} and can send requests.
 *
 * <p>All its files come from this server, so it works without the internet. Needs {@link Assets} at /static/:name.
 */
public final class DocsPage {
    private final Reply page;

    public DocsPage(Assets assets) {
        page = Reply.html(200, Templates.render("docs/page.jte", Map.of("assets", assets)));
    }

    public void mount(Router router) {
        router.get("/docs")
                .handler(SecurityHeaders.DOCS)
                .handler(context -> Gzip.reply(context.request(), page).to(context));
    }
}
