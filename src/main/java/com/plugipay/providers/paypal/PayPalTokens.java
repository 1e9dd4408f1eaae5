package com.plugipay.providers.paypal;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.async.SingleFlightCache;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.kit.BasicAuth;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.secrets.Hashes;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
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
    private final ProviderConfig config;
    private final InstantSource clock;
    private final SingleFlightCache<Key, Access> tokens = SingleFlightCache.of(
            Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofHours(12)), this::isFresh);

    /** With the hash of the secret, so that a replaced secret is not served what the former one got. */
    private record Key(String baseUrl, String clientId, String secretHash) {}

    /** What came of asking for a token. */
    sealed interface Access {}

    record Granted(Secret token, Instant refreshAt) implements Access {}

    /** PayPal does not know the app, or not with this secret, or gave no token at this moment. */
    record Denied(ProviderReply.Failed reply) implements Access {}

    PayPalTokens(ProviderClient client, ProviderConfig config, InstantSource clock) {
        this.client = client;
        this.config = config;
        this.clock = clock;
    }

    Future<Access> token(ProviderAccountCredentials account) {
        return tokens.get(key(account), () -> request(account));
    }

    /** This token has been refused: the next who asks gets another. */
    void forget(ProviderAccountCredentials account, Secret token) {
        tokens.invalidateIf(
                key(account),
                access -> access instanceof Granted granted && granted.token().equals(token));
    }

    private boolean isFresh(Access access) {
        return access instanceof Granted granted && clock.instant().isBefore(granted.refreshAt());
    }

    private Future<Access> request(ProviderAccountCredentials account) {
        return client.send(
                        account.tenant(),
                        new ProviderClient.Request(
                                HttpMethod.POST,
                                PayPalApi.baseUrl(config, account.tenant().mode()) + "/v1/oauth2/token",
                                Map.of(
                                        "Authorization",
                                                BasicAuth.header(
                                                        clientId(account),
                                                        secret(account).reveal()),
                                        "Content-Type", "application/x-www-form-urlencoded",
                                        "Accept", "application/json"),
                                Buffer.buffer("grant_type=client_credentials")))
                .map(this::read);
    }

    private Access read(ProviderReply reply) {
        return switch (reply) {
            case ProviderReply.Answered answered -> read(answered);
            case ProviderReply.NotDone notDone -> new Denied(unavailable(notDone.retryAfter()));
            case ProviderReply.Failed ignored -> new Denied(unavailable(null));
        };
    }

    private Access read(ProviderReply.Answered answered) {
        int status = answered.status();
        JsonFields body = answered.body();
        if (status == 400 || status == 401 || status == 403) {
            String code = PayPalJson.id(body, "error").orElse("invalid_client");
            String message = PayPalJson.message(body, "error_description");
            return new Denied(new ProviderReply.Refused(
                    401, code, message.isEmpty() ? "PayPal refuses the client id and secret." : message, body));
        }
        String token = Objects.requireNonNullElse(body.raw("access_token"), "");
        if (status != 200 || !TOKEN.matcher(token).matches()) {
            return new Denied(unavailable(answered.retryAfter()));
        }
        return new Granted(new Secret(token), refreshAt(body));
    }

    /** Without a token no request was sent. */
    private static ProviderReply.Failed unavailable(@Nullable Duration retryAfter) {
        return new ProviderReply.NotDone(Outcome.NotDone.UNREACHABLE, "PayPal could not be reached.", retryAfter);
    }

    private Instant refreshAt(JsonFields body) {
        long seconds = Math.clamp(body.node().path("expires_in").asLong(0), 0, LONGEST_LIFE_SECONDS);
        return clock.instant().plusMillis(seconds * 800);
    }

    private static String clientId(ProviderAccountCredentials account) {
        return account.credentials().require("clientId").reveal();
    }

    private static Secret secret(ProviderAccountCredentials account) {
        return account.credentials().require("secret");
    }

    private Key key(ProviderAccountCredentials account) {
        return new Key(
                PayPalApi.baseUrl(config, account.tenant().mode()),
                clientId(account),
                Hashes.sha256(secret(account).bytes()));
    }
}
