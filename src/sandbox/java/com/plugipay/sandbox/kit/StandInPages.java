package com.plugipay.sandbox.kit;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.api.Refusal;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
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

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

    private final String provider;

    /** @param provider whose name stands on pages that only say something */
    public StandInPages(String provider) {
        this.provider = provider;
    }

    /** Answers with {@code standins/<template>.jte}: {@code xendit/choice} for example. */
    public void show(RoutingContext context, String template, JsonObject parameters) {
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin");
        render(context, "standins/" + template, parameters.getMap());
    }

    public void show(RoutingContext context, int status, String template, JsonObject parameters) {
        context.response().setStatusCode(status);
        show(context, template, parameters);
    }

    /** Answers with a template, of whomever: {@code shop/home} for example. */
    public static Future<Void> render(RoutingContext context, String template, Map<String, Object> parameters) {
        Utf8ByteOutput html = new Utf8ByteOutput();
        ENGINE.render(template + ".jte", parameters, html);
        return context.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(html.toByteArray()));
    }

    /**
     * Answers with a page that only says something.
     *
     * @param backUrl the shop's; null for none
     */
    public void message(RoutingContext context, int status, String title, String message, @Nullable String backUrl) {
        JsonObject parameters = json("provider", provider, "title", title, "message", message, "backUrl", backUrl);
        show(context, status, "message", parameters);
    }

    /** The failure handler of pages: says what was refused, and leaves everything else to the next one. */
    public void refused(RoutingContext context) {
        if (context.failure() instanceof Refusal refusal) {
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
    public static Future<Void> goTo(RoutingContext context, String url) {
        return context.response().setStatusCode(303).putHeader("Location", url).end();
    }
}
