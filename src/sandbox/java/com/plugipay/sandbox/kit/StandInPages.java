package com.plugipay.sandbox.kit;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/**
 * Turns the templates under {@code src/sandbox/jte/standins} into answers.
 *
 * <p>Templates use the layout {@code standins/layout}, which says that no money moves. No scripts, no inline styles.
 */
public final class StandInPages {
    // Browsers hold form-action against redirects too, and a paying buyer is sent back to any merchant.
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
            + "frame-ancestors 'none'; form-action 'self' http: https:";

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    /** Answers with {@code standins/<template>.jte}: {@code xendit/invoice} for example. */
    public Future<Void> show(RoutingContext context, int status, String template, Map<String, Object> parameters) {
        Utf8ByteOutput html = new Utf8ByteOutput();
        engine.render("standins/" + template + ".jte", parameters, html);
        return context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(html.toByteArray()));
    }

    /** What was typed into a field of the form, without spaces around it; empty for nothing. */
    public static String field(RoutingContext context, String name) {
        String value = context.request().getFormAttribute(name);
        return value == null ? "" : value.strip();
    }

    /** Sends the browser there with a GET, whatever it did before. */
    public static Future<Void> goTo(RoutingContext context, String url) {
        return context.response().setStatusCode(303).putHeader("Location", url).end();
    }
}
