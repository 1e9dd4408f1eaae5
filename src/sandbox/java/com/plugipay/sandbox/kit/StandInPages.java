package com.plugipay.sandbox.kit;

import com.plugipay.sandbox.kit.api.Refusal;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the templates under {@code src/sandbox/jte/standins} into answers.
 *
 * <p>Templates use the layout {@code standins/layout}, which says that no money moves. No scripts, no inline styles.
 */
public final class StandInPages {
    // Browsers hold form-action against redirects too, and a paying buyer is sent back to any merchant.
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
            + "frame-ancestors 'none'; form-action 'self' http: https:";

    private final String provider;
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    /** @param provider whose name stands on pages that only say something */
    public StandInPages(String provider) {
        this.provider = provider;
    }

    /** Answers 200 with {@code standins/<template>.jte}, whose only parameter is {@code view}. */
    public void show(RoutingContext context, String template, Object view) {
        show(context, 200, template, "view", view);
    }

    /** Answers with {@code standins/<template>.jte}; its parameters are these names and values. */
    public void show(RoutingContext context, int status, String template, @Nullable Object... namesAndValues) {
        Map<String, Object> parameters = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        Utf8ByteOutput html = new Utf8ByteOutput();
        engine.render("standins/" + template + ".jte", parameters, html);
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(html.toByteArray()));
    }

    /**
     * Answers with a page that only says something.
     *
     * @param backUrl the shop's; null for none
     */
    public void message(RoutingContext context, int status, String title, String message, @Nullable String backUrl) {
        show(context, status, "message", "provider", provider, "title", title, "message", message, "backUrl", backUrl);
    }

    /** The failure handler of pages: says what was refused, and leaves everything else to the next one. */
    public void refused(RoutingContext context) {
        if (context.failure() instanceof RequestRefused refusal) {
            failed(context, refusal.status(), refusal.getMessage());
        } else if (context.failure() instanceof Refusal refusal) {
            failed(context, refusal.status(), refusal.getMessage());
        } else if (context.failure() instanceof IllegalArgumentException wrong) {
            failed(context, 400, wrong.getMessage());
        } else {
            context.next();
        }
    }

    /** A page that says why something did not work; the message may be missing. */
    public void failed(RoutingContext context, int status, @Nullable String message) {
        message(context, status, "That did not work", message == null ? "HTTP " + status : message, null);
    }

    /** What was typed into a field of the form, without spaces around it; empty for nothing. */
    public static String field(RoutingContext context, String name) {
        String value = context.request().getFormAttribute(name);
        return value == null ? "" : value.strip();
    }

    /** Sends the browser there with a GET, whatever it did before. */
    public static void goTo(RoutingContext context, String url) {
        context.response().setStatusCode(303).putHeader("Location", url).end();
    }
}
