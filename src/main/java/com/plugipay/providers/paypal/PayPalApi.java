package com.plugipay.providers.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.async.Rounds;
import com.plugipay.json.Json;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.JsonBody;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests to PayPal's REST API: with a token, asking for the whole answer, and read with one table of statuses. */
final class PayPalApi {
    private static final Pattern DEBUG_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final ProviderClient client;
    private final PayPalTokens tokens;

    PayPalApi(ProviderClient client, PayPalTokens tokens) {
        this.client = client;
        this.tokens = tokens;
    }

    Future<PayPalReply> get(PayPalApp app, String path) {
        return call(app, HttpMethod.GET, path, Map.of(), null);
    }

    /**
     * Asks for something to be done.
     *
     * @param requestId the same for the same thing asked again, null where PayPal knows none:
     *     https://developer.paypal.com/api/rest/reference/idempotency/
     */
    Future<PayPalReply> post(PayPalApp app, String path, @Nullable String requestId, JsonNode body) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Prefer", "return=representation");
        if (requestId != null) {
            headers.put("PayPal-Request-Id", requestId);
        }
        return call(app, HttpMethod.POST, path, headers, Buffer.buffer(Json.text(body)));
    }

    private Future<PayPalReply> call(
            PayPalApp app, HttpMethod method, String path, Map<String, String> headers, @Nullable Buffer body) {
        AtomicBoolean isFirst = new AtomicBoolean(true);
        return Rounds.until(() -> call(app, method, path, headers, body, isFirst.getAndSet(false)));
    }

    /** None when the token was taken back early; a new one helps, or nothing does. */
    private Future<Optional<PayPalReply>> call(
            PayPalApp app,
            HttpMethod method,
            String path,
            Map<String, String> headers,
            @Nullable Buffer body,
            boolean isFirst) {
        return tokens.of(app).compose(access -> switch (access) {
            case PayPalTokens.Granted granted ->
                client.send(app.tenant(), request(app, method, path, headers, body, granted.token()))
                        .map(reply -> {
                            if (isFirst
                                    && reply instanceof ProviderClient.Answered answered
                                    && answered.status() == 401) {
                                tokens.forget(app, granted.token());
                                return Optional.empty();
                            }
                            return Optional.of(read(reply));
                        });
            case PayPalTokens.Refused refused ->
                Future.succeededFuture(Optional.of(new PayPalReply.NoAccess(refused.code(), refused.message())));
            case PayPalTokens.Unreachable unreachable ->
                Future.succeededFuture(Optional.of(unavailable(unreachable.retryAfter())));
        });
    }

    private static ProviderClient.Request request(
            PayPalApp app,
            HttpMethod method,
            String path,
            Map<String, String> headers,
            @Nullable Buffer body,
            Secret token) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Authorization", "Bearer " + token.reveal());
        all.put("Accept", "application/json");
        return new ProviderClient.Request(method, app.baseUrl() + path, all, body);
    }

    private static PayPalReply read(ProviderClient.Reply reply) {
        return switch (reply) {
            case ProviderClient.Answered answered -> read(answered);
            case ProviderClient.NotSent notSent -> unavailable(notSent.retryAfter());
            case ProviderClient.Lost lost -> new PayPalReply.Uncertain(lost.reason());
        };
    }

    private static PayPalReply read(ProviderClient.Answered answered) {
        int status = answered.status();
        JsonNode body = JsonBody.object(answered.body());
        if (status == 200 || status == 201) {
            return body.isObject() ? new PayPalReply.Done(body) : uncertain(answered, body);
        }
        if (status == 401) {
            return new PayPalReply.NoAccess("authentication_failed", "PayPal refuses the access token.");
        }
        if (status == 429) {
            return new PayPalReply.NotDone(
                    Outcome.NotDone.RATE_LIMITED,
                    "PayPal takes no more requests at the moment.",
                    answered.retryAfter());
        }
        // 409: the same is being done just now.
        if (status < 400 || status == 408 || status == 409 || status >= 500) {
            return uncertain(answered, body);
        }
        return refused(answered, body);
    }

    private static PayPalReply refused(ProviderClient.Answered answered, JsonNode body) {
        JsonNode detail = body.path("details").path(0);
        String issue = PayPalJson.id(detail, "issue")
                .or(() -> PayPalJson.id(body, "name"))
                .or(() -> PayPalJson.id(body, "error"))
                .orElse("HTTP_" + answered.status());
        String description = PayPalJson.message(detail, "description");
        String message = description.isEmpty() ? PayPalJson.message(body, "message") : description;
        return new PayPalReply.Refused(
                answered.status(), issue, (message.isEmpty() ? issue : message) + debugId(answered, body), body);
    }

    private static PayPalReply uncertain(ProviderClient.Answered answered, JsonNode body) {
        return new PayPalReply.Uncertain("PayPal answered " + answered.status() + debugId(answered, body));
    }

    private static PayPalReply unavailable(@Nullable Duration retryAfter) {
        return new PayPalReply.NotDone(Outcome.NotDone.UNREACHABLE, "PayPal could not be reached.", retryAfter);
    }

    private static String debugId(ProviderClient.Answered answered, JsonNode body) {
        String header = answered.headers().get("PayPal-Debug-Id");
        String id = header == null ? PayPalJson.text(body, "debug_id") : header;
        return DEBUG_ID.matcher(id).matches() ? " (PayPal debug id " + id + ")" : "";
    }
}
