package com.plugipay.providers.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.async.Rounds;
import com.plugipay.json.Json;
import com.plugipay.model.Mode;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends requests to PayPal's REST API, each with an access token, and reads the statuses of the answers. */
final class PayPalApi {
    private static final Pattern DEBUG_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final ProviderClient client;
    private final ProviderConfig config;
    private final PayPalTokens tokens;

    PayPalApi(ProviderClient client, ProviderConfig config, InstantSource clock) {
        this.client = client;
        this.config = config;
        this.tokens = new PayPalTokens(client, config, clock);
    }

    Future<ProviderReply> get(ProviderAccountCredentials account, String path) {
        return call(account, HttpMethod.GET, path, Map.of(), null);
    }

    /**
     * Sends a change.
     *
     * @param requestId the same for each repeat of a request; null when PayPal takes none:
     *     https://developer.paypal.com/api/rest/reference/idempotency/
     */
    Future<ProviderReply> post(
            ProviderAccountCredentials account, String path, @Nullable String requestId, JsonNode body) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Prefer", "return=representation");
        if (requestId != null) {
            headers.put("PayPal-Request-Id", requestId);
        }
        return call(account, HttpMethod.POST, path, headers, Buffer.buffer(Json.text(body)));
    }

    /** Changes an object by a JSON patch. */
    Future<ProviderReply> patch(ProviderAccountCredentials account, String path, JsonNode operations) {
        Map<String, String> headers = Map.of("Content-Type", "application/json");
        return call(account, HttpMethod.PATCH, path, headers, Buffer.buffer(Json.text(operations)));
    }

    /** Deletes an object; an answer has no body. */
    Future<ProviderReply> delete(ProviderAccountCredentials account, String path) {
        return call(account, HttpMethod.DELETE, path, Map.of(), null);
    }

    private Future<ProviderReply> call(
            ProviderAccountCredentials account,
            HttpMethod method,
            String path,
            Map<String, String> headers,
            @Nullable Buffer body) {
        AtomicBoolean isFirst = new AtomicBoolean(true);
        return Rounds.until(() -> call(account, method, path, headers, body, isFirst.getAndSet(false)));
    }

    /** Gives nothing when the token was revoked early: then the request is repeated once with a new one. */
    private Future<Optional<ProviderReply>> call(
            ProviderAccountCredentials account,
            HttpMethod method,
            String path,
            Map<String, String> headers,
            @Nullable Buffer body,
            boolean isFirst) {
        return tokens.token(account).compose(access -> switch (access) {
            case PayPalTokens.Granted granted ->
                client.send(account.tenant(), request(account, method, path, headers, body, granted.token()))
                        .map(reply -> {
                            if (isFirst
                                    && reply instanceof ProviderReply.Answered answered
                                    && answered.status() == 401) {
                                tokens.forget(account, granted.token());
                                return Optional.empty();
                            }
                            return Optional.of(read(reply));
                        });
            case PayPalTokens.Denied denied -> Future.succeededFuture(Optional.of(denied.reply()));
        });
    }

    /** The address of PayPal's API, of its sandbox in test mode; without a slash at its end. */
    static String baseUrl(ProviderConfig config, Mode mode) {
        return mode == Mode.LIVE ? config.paypalLiveUrl() : config.paypalSandboxUrl();
    }

    /** Whether PayPal has no object with this id. */
    static boolean isNotFound(ProviderReply.Failed failed) {
        return failed.isRefusedWith(404);
    }

    private ProviderClient.Request request(
            ProviderAccountCredentials account,
            HttpMethod method,
            String path,
            Map<String, String> headers,
            @Nullable Buffer body,
            Secret token) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Authorization", "Bearer " + token.reveal());
        all.put("Accept", "application/json");
        return new ProviderClient.Request(
                method, baseUrl(config, account.tenant().mode()) + path, all, body);
    }

    private static ProviderReply read(ProviderReply reply) {
        return reply.read("PayPal", PayPalApi::read);
    }

    private static ProviderReply read(ProviderReply.Answered answered) {
        int status = answered.status();
        if (status == 204
                || ((status == 200 || status == 201) && answered.body().isObject())) {
            return answered;
        }
        if (status == 401) {
            return new ProviderReply.Refused(
                    status, "authentication_failed", "PayPal refuses the access token.", answered.body());
        }
        if (status == 429) {
            return answered.rateLimited("PayPal takes no more requests at the moment.");
        }
        // 409: the same request is being carried out at present.
        boolean isRefused = status >= 400 && status < 500 && status != 408 && status != 409;
        return isRefused
                ? refused(answered, answered.body())
                : new ProviderReply.Unknown("PayPal answered " + status + debugId(answered, answered.body()));
    }

    private static ProviderReply refused(ProviderReply.Answered answered, JsonFields body) {
        JsonFields detail = body.first("details");
        String issue = PayPalJson.id(detail, "issue")
                .or(() -> PayPalJson.id(body, "name"))
                .or(() -> PayPalJson.id(body, "error"))
                .orElse("HTTP_" + answered.status());
        String description = PayPalJson.message(detail, "description");
        String message = description.isEmpty() ? PayPalJson.message(body, "message") : description;
        return new ProviderReply.Refused(
                answered.status(), issue, (message.isEmpty() ? issue : message) + debugId(answered, body), body);
    }

    private static String debugId(ProviderReply.Answered answered, JsonFields body) {
        String header = answered.headers().get("PayPal-Debug-Id");
        String id = header == null ? body.textOrEmpty("debug_id") : header;
        return DEBUG_ID.matcher(id).matches() ? " (PayPal debug id " + id + ")" : "";
    }
}
