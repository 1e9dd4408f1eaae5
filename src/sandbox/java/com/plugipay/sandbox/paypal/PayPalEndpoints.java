package com.plugipay.sandbox.paypal;

import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ApiStyle;
import com.plugipay.sandbox.kit.api.BasicCredentials;
import com.plugipay.sandbox.kit.api.IdempotentResults;
import com.plugipay.sandbox.kit.api.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all endpoints of PayPal have in common: access tokens, strict reading, repeated requests, the debug id. */
final class PayPalEndpoints implements ApiStyle<RestApp> {
    private static final String DEBUG_ID = "PayPal-Debug-Id";
    private static final String REQUEST_ID = "PayPal-Request-Id";
    private static final int LONGEST_REQUEST_ID = 108;
    private static final Duration TOKEN_LIFE = Duration.ofHours(9);
    private static final String SCOPE = "https://uri.paypal.com/services/payments/realtimepayment "
            + "https://uri.paypal.com/services/payments/refund https://uri.paypal.com/services/applications/webhooks";
    /** The codes of {@code PayPal-Mock-Response} that are no 422. */
    private static final Map<String, Integer> MOCKED_STATUS = Map.of(
            "AUTHENTICATION_FAILURE", 401,
            "NOT_AUTHORIZED", 403,
            "RESOURCE_NOT_FOUND", 404,
            "RESOURCE_CONFLICT", 409,
            "RATE_LIMIT_REACHED", 429,
            "INTERNAL_SERVER_ERROR", 500,
            "INTERNAL_SERVICE_ERROR", 500,
            "SERVICE_UNAVAILABLE", 503);

    private final PayPalTools tools;
    private final List<RestApp> apps;
    private final Map<String, Grant> grants = new LinkedHashMap<>();

    /** Whose an access token is, and how long. */
    private record Grant(RestApp app, Instant expiresAt) {}

    PayPalEndpoints(PayPalTools tools, List<RestApp> apps) {
        this.tools = tools;
        this.apps = List.copyOf(apps);
    }

    /**
     * POST /v1/oauth2/token.
     *
     * @see <a href="https://developer.paypal.com/api/rest/authentication/">Authentication</a>
     */
    ApiReply issueToken(RoutingContext context) {
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
        Instant now = tools.now();
        grants.values().removeIf(grant -> !now.isBefore(grant.expiresAt()));
        String token = tools.newAccessToken();
        grants.put(token, new Grant(app, now.plus(TOKEN_LIFE)));
        return ApiReply.of(new JsonObject()
                .put("scope", SCOPE)
                .put("access_token", token)
                .put("token_type", "Bearer")
                .put("app_id", "APP-80W284485P519543T")
                .put("expires_in", TOKEN_LIFE.toSeconds())
                .put("nonce", now + tools.newId()));
    }

    @Override
    public RestApp merchant(RoutingContext context) {
        RestApp app = authenticated(context.request().getHeader("Authorization"));
        String method = context.request().method().name();
        String type = context.request().getHeader("Content-Type");
        if ((method.equals("POST") || method.equals("PATCH"))
                && (type == null || !type.startsWith("application/json"))) {
            throw PayPalErrors.named(
                    415, "UNSUPPORTED_MEDIA_TYPE", "The server does not support the request payload's media type.");
        }
        String mocked = context.request().getHeader("PayPal-Mock-Response");
        if (mocked != null) {
            throw mocked(mocked);
        }
        return app;
    }

    private RestApp authenticated(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw PayPalErrors.named(
                    401,
                    "AUTHENTICATION_FAILURE",
                    "Authentication failed due to invalid authentication credentials or a missing Authorization"
                            + " header.");
        }
        Grant grant = grants.get(header.substring(7).strip());
        if (grant == null || !tools.now().isBefore(grant.expiresAt())) {
            throw PayPalErrors.oauth(401, "invalid_token", "Access Token not found in cache, or expired");
        }
        return grant.app();
    }

    /**
     * Returns the failure that the caller demands with {@code {"mock_application_codes": "INSTRUMENT_DECLINED"}}.
     *
     * @see <a href="https://developer.paypal.com/tools/sandbox/negative-testing/request-headers/">Negative testing</a>
     */
    private static Refusal mocked(String header) {
        String description = "Demanded by PayPal-Mock-Response.";
        try {
            String code = new JsonObject(header).getString("mock_application_codes");
            if (code != null) {
                Integer status = MOCKED_STATUS.get(code);
                return status == null
                        ? PayPalErrors.unprocessable(code, description)
                        : PayPalErrors.named(status, code, description);
            }
        } catch (DecodeException | ClassCastException malformed) {
            // Answered like one that names no code.
        }
        return PayPalErrors.wrongSyntax("PayPal-Mock-Response");
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
    static JsonObject body(ApiCall<RestApp> call) {
        return call.bytes().length() == 0 ? new JsonObject() : call.json().orElseThrow(PayPalErrors::malformed);
    }

    /** The {@code PayPal-Request-Id}; null for none. */
    static @Nullable String requestId(ApiCall<RestApp> call) {
        String id = call.header(REQUEST_ID);
        if (id != null && id.length() > LONGEST_REQUEST_ID) {
            throw PayPalErrors.wrongLength(REQUEST_ID);
        }
        return id == null || id.isBlank() ? null : id;
    }

    /**
     * Answers 201 with what the action made, or 200 with what was made for the same {@code PayPal-Request-Id} before;
     * what failed is not remembered. By default only the minimum is shown.
     *
     * @see <a href="https://developer.paypal.com/api/rest/reference/idempotency/">Idempotency</a>
     */
    static <T> ApiReply once(
            IdempotentResults<T> results,
            ApiCall<RestApp> call,
            Supplier<T> action,
            Function<T, JsonObject> whole,
            Function<T, JsonObject> minimum) {
        String requestId = requestId(call);
        IdempotentResults.Result<T> result = requestId == null
                ? new IdempotentResults.Result<>(action.get(), false)
                : results.once(
                        List.of(call.merchant().clientId(), requestId),
                        List.of(call.context().request().path(), body(call)),
                        action,
                        () -> PayPalErrors.unprocessable(
                                "PAYPAL_REQUEST_ID_PREVIOUSLY_USED",
                                "This PayPal-Request-Id was used before, for another request."));
        String prefer = call.header("Prefer");
        boolean wantsWhole = prefer != null && prefer.replace(" ", "").contains("return=representation");
        return ApiReply.of(result.repeated() ? 200 : 201, (wantsWhole ? whole : minimum).apply(result.value()));
    }
}
