package com.plugipay.pages.branding;

import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.templates.Accent;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The style sheets with the colours of businesses, and the handler of {@code GET /accent/:name} that serves them: the pages
 * allow no styles of their own. A style sheet follows from its name, which is a colour, so that nothing has to be looked up.
 */
public final class AccentStyle implements Handler<RoutingContext> {
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{6}\\.css");

    /** Another version may choose other shades. */
    private static final String CACHING = "public, max-age=3600";

    /** The URL of the style sheet of a colour such as {@code #0F5F4E}; null for null, which means our colour. */
    public static @Nullable String url(@Nullable String color) {
        return color == null ? null : "/accent/" + color.substring(1).toLowerCase(Locale.ROOT) + ".css";
    }

    /** The style sheet itself, for the page that a buyer sees first. */
    public static String text(String color) {
        return ":root{" + variables(Accent.light(color)) + "}\n@media (prefers-color-scheme:dark){:root{"
                + variables(Accent.dark(color)) + "}}\n";
    }

    @Override
    public void handle(RoutingContext context) {
        String name = Parameters.path(context, "name");
        if (!NAME.matcher(name).matches()) {
            context.fail(404);
            return;
        }
        String color = '#' + name.substring(0, name.indexOf('.'));
        Reply.of(200, "text/css; charset=utf-8", Buffer.buffer(text(color)))
                .with("Cache-Control", CACHING)
                .to(context);
    }

    private static String variables(Accent accent) {
        return "--accent:" + accent.color() + ";--accent-hover:" + accent.hover() + ";--on-accent:" + accent.onColor()
                + ";--soft:" + accent.soft();
    }
}
