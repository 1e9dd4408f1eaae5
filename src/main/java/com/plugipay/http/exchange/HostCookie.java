package com.plugipay.http.exchange;

import com.plugipay.secrets.Secret;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A cookie of this server. Scripts cannot read it, and no form or picture of another site is sent with it. Under https its
 * name begins with {@code __Host-}: browsers take it only from this very host.
 *
 * @param isSecure whether browsers use https
 * @param age how long browsers keep it
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265.html">RFC 6265</a>
 */
public record HostCookie(String plainName, boolean isSecure, Duration age) {
    private String name() {
        return (isSecure ? "__Host-" : "") + plainName;
    }

    /** The value that the browser has sent; null if it has none. */
    public @Nullable String of(HttpServerRequest request) {
        Cookie cookie = request.getCookie(name());
        return cookie == null ? null : cookie.getValue();
    }

    /** The header that sets it. */
    public String header(Secret value) {
        return header(value.reveal(), age);
    }

    /** The header that takes it away. */
    public String removal() {
        return header("", Duration.ZERO);
    }

    private String header(String value, Duration kept) {
        return name() + '=' + value + "; Max-Age=" + kept.toSeconds() + "; Path=/; HttpOnly; SameSite=Lax"
                + (isSecure ? "; Secure" : "");
    }
}
