package com.plugipay.providers.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.providers.kit.BasicAuth;
import com.plugipay.providers.kit.Hashes;
import com.plugipay.providers.kit.JsonBody;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.providers.kit.SharedAnswers;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens of all apps: one request for all who wait, renewed after 80 % of its life. PayPal limits how often
 * one may ask: https://developer.paypal.com/reference/guidelines/rate-limiting/.
 */
final class PayPalTokens {
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,8192}");
    private static final long LONGEST_LIFE_SECONDS = 86_400;

    private final ProviderClient client;
    private final InstantSource clock;
    private final SharedAnswers<Key, Access> known = new SharedAnswers<>(
            Caffeine.newBuilder()
                    .maximumSize(10_000)
                    .expireAfterAccess(Duration.ofHours(12))
                    .build(),
            this::isFresh);

    /** With the hash of the secret, so that a replaced secret is not served what the former one got. */
    private record Key(String baseUrl, String clientId, String secretHash) {}

    /** What came of asking for a token. */
    sealed interface Access {}

    record Granted(Secret token, Instant refreshAt) implements Access {}

    /** PayPal does not know the app, or not with this secret. */
    record Refused(String code, String message) implements Access {}

    record Unreachable(String reason, @Nullable Duration retryAfter) implements Access {}

    PayPalTokens(ProviderClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    Future<Access> of(PayPalApp app) {
        return known.get(key(app), () -> request(app));
    }

    /** This token has been refused: the next who asks gets another. */
    void forget(PayPalApp app, Secret token) {
        known.forget(
                key(app),
                access -> access instanceof Granted granted && granted.token().equals(token));
    }

    private boolean isFresh(Access access) {
        return access instanceof Granted granted && clock.instant().isBefore(granted.refreshAt());
    }

    private Future<Access> request(PayPalApp app) {
        return client.send(
                        app.tenant(),
                        new ProviderClient.Request(
                                HttpMethod.POST,
                                app.baseUrl() + "/v1/oauth2/token",
                                Map.of(
                                        "Authorization",
                                                BasicAuth.header(
                                                        app.clientId(),
                                                        app.secret().reveal()),
                                        "Content-Type", "application/x-www-form-urlencoded",
                                        "Accept", "application/json"),
                                Buffer.buffer("grant_type=client_credentials")))
                .map(this::judge);
    }

    private Access judge(ProviderClient.Reply reply) {
        return switch (reply) {
            case ProviderClient.Answered answered -> judge(answered, JsonBody.object(answered.body()));
            case ProviderClient.NotSent notSent -> new Unreachable(notSent.reason(), notSent.retryAfter());
            case ProviderClient.Lost lost -> new Unreachable(lost.reason(), null);
        };
    }

    private Access judge(ProviderClient.Answered answered, JsonNode body) {
        int status = answered.status();
        if (status == 400 || status == 401 || status == 403) {
            String code = PayPalJson.id(body, "error").orElse("invalid_client");
            String message = PayPalJson.message(body, "error_description");
            return new Refused(code, message.isEmpty() ? "PayPal refuses the client id and secret." : message);
        }
        String token = PayPalJson.text(body, "access_token");
        if (status != 200 || !TOKEN.matcher(token).matches()) {
            return new Unreachable("PayPal gave no access token, status " + status, answered.retryAfter());
        }
        return new Granted(new Secret(token), refreshAt(body.path("expires_in")));
    }

    private Instant refreshAt(JsonNode expiresIn) {
        long seconds = Math.clamp(expiresIn.asLong(0), 0, LONGEST_LIFE_SECONDS);
        return clock.instant().plusMillis(seconds * 800);
    }

    private static Key key(PayPalApp app) {
        return new Key(app.baseUrl(), app.clientId(), Hashes.sha256(app.secret().bytes()));
    }
}
