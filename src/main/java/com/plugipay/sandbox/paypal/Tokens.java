package com.plugipay.sandbox.paypal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens for client credentials, and whose they are.
 *
 * @see <a href="https://developer.paypal.com/api/rest/authentication/">Authentication</a>
 */
final class Tokens {
    private static final Duration LIFE = Duration.ofHours(9);
    private static final String SCOPE = "https://uri.paypal.com/services/payments/realtimepayment "
            + "https://uri.paypal.com/services/payments/refund https://uri.paypal.com/services/applications/webhooks";

    private final List<RestApp> apps;
    private final InstantSource clock;
    private final Identifiers identifiers;
    private final Replies replies;
    private final Map<String, Grant> grants = new LinkedHashMap<>();

    private record Grant(RestApp app, Instant expiresAt) {}

    Tokens(List<RestApp> apps, InstantSource clock, Identifiers identifiers, Replies replies) {
        this.apps = List.copyOf(apps);
        this.clock = clock;
        this.identifiers = identifiers;
        this.replies = replies;
    }

    /** POST /v1/oauth2/token. */
    void issue(RoutingContext context) {
        RestApp app = authenticate(context.request().getHeader("Authorization"));
        String grantType = context.request().getFormAttribute("grant_type");
        if (!"client_credentials".equals(grantType)) {
            throw Refusal.oauth(400, "unsupported_grant_type", "Grant Type is " + grantType);
        }
        Instant now = clock.instant();
        grants.values().removeIf(grant -> !now.isBefore(grant.expiresAt()));
        String token = identifiers.accessToken();
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
                        .put("nonce", now + identifiers.next()));
    }

    /** In front of everything but the tokens themselves. */
    void check(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw Refusal.named(
                    401,
                    "AUTHENTICATION_FAILURE",
                    "Authentication failed due to invalid authentication credentials or a missing Authorization"
                            + " header.");
        }
        Grant grant = grants.get(header.substring(7).strip());
        if (grant == null) {
            throw Refusal.oauth(401, "invalid_token", "Access Token not found in cache");
        }
        if (!clock.instant().isBefore(grant.expiresAt())) {
            throw Refusal.oauth(401, "invalid_token", "The access token has expired");
        }
        Request.belongsTo(context, grant.app());
        context.next();
    }

    private RestApp authenticate(@Nullable String header) {
        return apps.stream()
                .filter(app -> header != null && same(header, basic(app)))
                .findFirst()
                .orElseThrow(() -> Refusal.oauth(401, "invalid_client", "Client Authentication failed"));
    }

    private static String basic(RestApp app) {
        return "Basic " + Base64.getEncoder().encodeToString((app.clientId() + ":" + app.secret()).getBytes(UTF_8));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
