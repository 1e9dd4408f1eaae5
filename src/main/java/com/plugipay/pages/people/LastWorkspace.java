package com.plugipay.pages.people;

import com.plugipay.http.exchange.HostCookie;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.secrets.Secret;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The workspace that was chosen last in a browser, which it keeps beyond the session: whoever signs in again begins there. It
 * names the workspace and lets nobody in.
 */
final class LastWorkspace {
    private static final Duration KEPT = Duration.ofDays(365);
    private static final Pattern VALUE = Pattern.compile("(test|live)\\.([A-Za-z0-9_]{1,64})");

    private final HostCookie cookie;

    /** @param isSecure whether browsers use https */
    LastWorkspace(boolean isSecure) {
        this.cookie = new HostCookie("plugipay_workspace", isSecure, KEPT);
    }

    /** The header by which the browser keeps it. */
    String header(Tenant tenant) {
        return cookie.header(new Secret(tenant.mode().text() + '.' + tenant.workspaceId()));
    }

    /** What the browser has kept; empty when that is nothing that this server could have written. */
    Optional<Tenant> of(HttpServerRequest request) {
        String value = cookie.of(request);
        Matcher matcher = VALUE.matcher(value == null ? "" : value);
        return matcher.matches()
                ? Optional.of(new Tenant(matcher.group(2), matcher.group(1).equals("live") ? Mode.LIVE : Mode.TEST))
                : Optional.empty();
    }
}
