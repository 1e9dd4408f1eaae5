package com.plugipay.sandbox.paypal.api;

import com.plugipay.sandbox.kit.api.BasicCredentials;
import com.plugipay.sandbox.paypal.PayPalIds;
import com.plugipay.sandbox.paypal.RestApp;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Access tokens for client credentials, and whose they are.
 *
 * @see <a href="https://developer.paypal.com/api/rest/authentication/">Authentication</a>
 */
public final class Tokens {
    private static final Duration LIFE = Duration.ofHours(9);
    private static final String SCOPE = "https://uri.paypal.com/services/payments/realtimepayment "
            + "https://uri.paypal.com/services/payments/refund https://uri.paypal.com/services/applications/webhooks";

    private final List<RestApp> apps;
    private final InstantSource clock;
    private final PayPalIds ids;
    private final Replies replies;
    private final Map<String, Grant> grants = new LinkedHashMap<>();

    private record Grant(RestApp app, Instant expiresAt) {}

    public Tokens(List<RestApp> apps, InstantSource clock, PayPalIds ids, Replies replies) {
        this.apps = List.copyOf(apps);
        this.clock = clock;
        this.ids = ids;
        this.replies = replies;
    }

    /** POST /v1/oauth2/token. */
    public void issue(RoutingContext context) {
        RestApp app = authenticate(context);
        String grantType = context.request().getFormAttribute("grant_type");
        if (!"client_credentials".equals(grantType)) {
            throw PayPalRefusal.oauth(400, "unsupported_grant_type", "Grant Type is " + grantType);
        }
        Instant now = clock.instant();
        grants.values().removeIf(grant -> !now.isBefore(grant.expiresAt()));
        String token = ids.accessToken();
        grants.put(token, new Grant(app, now.plus(LIFE)));
        replies.send(
                context,
                200,
                new JsonObject()
                        .put("scope", SCOPE)
                        .put("access_token", token)
                        .put("token_type", "Bearer")
                        .put("app_id", "APP-80W284485P519543T")
                        .put("expires_in", LIFE.toSeconds())
                        .put("nonce", now + ids.next()));
    }

    /** In front of everything but the tokens themselves. */
    public void check(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw PayPalRefusal.named(
                    401,
                    "AUTHENTICATION_FAILURE",
                    "Authentication failed due to invalid authentication credentials or a missing Authorization"
                            + " header.");
        }
        Grant grant = grants.get(header.substring(7).strip());
        if (grant == null) {
            throw PayPalRefusal.oauth(401, "invalid_token", "Access Token not found in cache");
        }
        if (!clock.instant().isBefore(grant.expiresAt())) {
            throw PayPalRefusal.oauth(401, "invalid_token", "The access token has expired");
        }
        Request.belongsTo(context, grant.app());
        context.next();
    }

    private RestApp authenticate(RoutingContext context) {
        return BasicCredentials.of(context)
                .flatMap(basic -> apps.stream()
                        .filter(app -> app.clientId().equals(basic.user()))
                        .filter(app -> app.secret().equals(basic.password()))
                        .findFirst())
                .orElseThrow(() -> PayPalRefusal.oauth(401, "invalid_client", "Client Authentication failed"));
    }
}
