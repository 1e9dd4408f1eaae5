package com.plugipay.sandbox.paypal.api;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ApiStyle;
import com.plugipay.sandbox.kit.api.BasicCredentials;
import com.plugipay.sandbox.kit.api.IdempotentResults;
import com.plugipay.sandbox.kit.api.Refusal;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all endpoints of PayPal have in common: access tokens, strict reading, repeated requests, the debug id. */
public final class PayPalEndpoints implements ApiStyle<RestApp> {
    private static final String DEBUG_ID = "PayPal-Debug-Id";
    public static final String REQUEST_ID = "PayPal-Request-Id";
    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PATCH);
    private static final int LONGEST_REQUEST_ID = 108;
    private static final Duration TOKEN_LIFE = Duration.ofHours(9);

    private final PayPalTools tools;
    private final List<RestApp> apps;
    /** Whose an access token is, for as long as it lives. */
    private final IdempotentResults<RestApp> tokens;

    public PayPalEndpoints(PayPalTools tools, List<RestApp> apps) {
        this.tools = tools;
        this.apps = List.copyOf(apps);
        this.tokens = new IdempotentResults<>(tools.standIn().clock(), TOKEN_LIFE);
    }

    /**
     * POST /v1/oauth2/token.
     *
     * @see <a href="https://developer.paypal.com/api/rest/authentication/">Authentication</a>
     */
    public ApiReply issueToken(RoutingContext context) {
        RestApp app = BasicCredentials.of(context)
                .flatMap(basic -> apps.stream()
                        .filter(each -> each.clientId().equals(basic.user())
                                && each.secret().equals(basic.password()))
                        .findFirst())
                .orElseThrow(() -> PayPalErrors.oauth(401, "invalid_client", "Client Authentication failed"));
        String grantType = context.request().getFormAttribute("grant_type");
        if (!"client_credentials".equals(grantType)) {
            throw PayPalErrors.oauth(400, "unsupported_grant_type", "Grant Type is " + grantType);
        }
        String token = tools.newAccessToken();
        tokens.keep(token, app);
        return ApiReply.of(json("access_token", token, "token_type", "Bearer", "expires_in", TOKEN_LIFE.toSeconds()));
    }

    @Override
    public RestApp merchant(RoutingContext context) {
        RestApp app = authenticated(context.request().getHeader("Authorization"));
        String type = context.request().getHeader("Content-Type");
        if (WITH_BODY.contains(context.request().method()) && (type == null || !type.startsWith("application/json"))) {
            throw PayPalErrors.named(415, "UNSUPPORTED_MEDIA_TYPE", "The payload's media type is not supported.");
        }
        return app;
    }

    private RestApp authenticated(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            String message = "Authentication failed due to invalid credentials or a missing Authorization header.";
            throw PayPalErrors.named(401, "AUTHENTICATION_FAILURE", message);
        }
        return tokens.find(header.substring(7).strip())
                .orElseThrow(
                        () -> PayPalErrors.oauth(401, "invalid_token", "Access Token not found in cache, or expired"));
    }

    @Override
    public Refusal unknownPath() {
        return PayPalErrors.notFound();
    }

    @Override
    public Refusal rateLimited() {
        return PayPalErrors.named(429, "RATE_LIMIT_REACHED", "Too many requests. Blocked due to rate limiting.");
    }

    @Override
    public Refusal serverError() {
        return PayPalErrors.named(500, "INTERNAL_SERVER_ERROR", "An internal server error has occurred.");
    }

    @Override
    public ApiReply refused(Refusal refusal) {
        if (refusal.body().containsKey("error")) {
            return ApiReply.of(refusal.status(), refusal.body());
        }
        String debugId = tools.newDebugId();
        return ApiReply.of(refusal.status(), refusal.body().copy().put("debug_id", debugId))
                .with(Map.of(DEBUG_ID, debugId));
    }

    @Override
    public ApiReply finished(ApiReply reply) {
        return reply.headers().isEmpty() ? reply.with(Map.of(DEBUG_ID, tools.newDebugId())) : reply;
    }

    /** The body; none is an empty object. */
    public static JsonObject body(ApiCall<RestApp> call) {
        return call.bytes().length() == 0
                ? new JsonObject()
                : call.json().orElseThrow(() -> PayPalIssue.MALFORMED_REQUEST_JSON.at("/"));
    }

    /** A text that may be missing, but is refused when this pattern does not fit. */
    public static @Nullable String text(
            JsonObject json, String path, String name, String pattern, PayPalIssue otherwise) {
        Object value = json.getValue(name);
        boolean fits = value == null || (value instanceof String text && text.matches(pattern));
        otherwise.refuseIf(!fits, path + name);
        return (String) value;
    }

    /** The {@code PayPal-Request-Id}; null for none. */
    public static @Nullable String requestId(ApiCall<RestApp> call) {
        String id = call.header(REQUEST_ID);
        PayPalIssue.INVALID_STRING_LENGTH.refuseIf(id != null && id.length() > LONGEST_REQUEST_ID, REQUEST_ID);
        return id == null || id.isBlank() ? null : id;
    }
}
