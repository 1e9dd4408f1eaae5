package com.plugipay.pages.portal;

import com.plugipay.secrets.Secret;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a visit. Scripts cannot read it, and no form or picture of another site is sent with it. Under https its
 * name begins with {@code __Host-}: browsers take it only from this very host.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265.html">RFC 6265</a>
 */
record PortalCookie(boolean isSecure) {
    private static final String NAME = "plugipay_portal";
    private static final long SECONDS = 3600;

    private String name() {
        return (isSecure ? "__Host-" : "") + NAME;
    }

    /** The value that the browser has sent; null if it has none. */
    @Nullable
    String of(RoutingContext context) {
        Cookie cookie = context.request().getCookie(name());
        return cookie == null ? null : cookie.getValue();
    }

    /** The header that sets it. */
    String header(Secret value) {
        return name() + '=' + value.reveal() + "; Max-Age=" + SECONDS + "; Path=/; HttpOnly; SameSite=Lax"
                + (isSecure ? "; Secure" : "");
    }
}
