package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.model.Mode;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.kit.BasicAuth;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.kit.ProviderText;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Requests to Midtrans's API and what its status codes mean (https://docs.midtrans.com/reference/status-codes). Test mode
 * uses Midtrans's sandbox.
 *
 * <p>A question is sent once more when it got no answer; a change never is.
 */
final class MidtransApi {
    private static final int LONGEST_MESSAGE = 300;

    private final ProviderClient client;
    private final ProviderConfig config;

    MidtransApi(ProviderClient client, ProviderConfig config) {
        this.client = client;
        this.config = config;
    }

    /** What became of a transaction, by its order id or Midtrans's own id. */
    Future<ProviderReply> status(ProviderAccountCredentials account, String id) {
        String url = transaction(account, id, "status");
        return client.ask(account.tenant(), request(account, HttpMethod.GET, url, null, Map.of()))
                .map(MidtransApi::read);
    }

    Future<ProviderReply> charge(ProviderAccountCredentials account, JsonNode body, Map<String, String> headers) {
        return post(account, coreUrl(account) + "/v2/charge", Json.text(body), headers);
    }

    Future<ProviderReply> openSnapPage(ProviderAccountCredentials account, JsonNode body, Map<String, String> headers) {
        return post(account, snapUrl(account) + "/transactions", Json.text(body), headers);
    }

    Future<ProviderReply> cancel(ProviderAccountCredentials account, String id) {
        return post(account, transaction(account, id, "cancel"), "{}", Map.of());
    }

    Future<ProviderReply> closeSnapPage(ProviderAccountCredentials account, String token) {
        return post(account, snapUrl(account) + "/transactions/" + part(token) + "/cancel", "{}", Map.of());
    }

    Future<ProviderReply> refund(ProviderAccountCredentials account, String id, JsonNode body) {
        return post(account, transaction(account, id, "refund"), Json.text(body), Map.of());
    }

    /** Whether Midtrans itself says that there is no such object: a 404 without its own code may come from anything between. */
    static boolean isNotFound(ProviderReply reply) {
        return reply instanceof ProviderReply.Refused refused
                && refused.status() == 404
                && refused.body().has("status_code");
    }

    /** Whether Midtrans refuses an order or a refund because one with that id exists. */
    static boolean isRepeated(ProviderReply reply) {
        return reply instanceof ProviderReply.Refused refused && refused.status() == 406;
    }

    private Future<ProviderReply> post(
            ProviderAccountCredentials account, String url, String body, Map<String, String> headers) {
        return client.send(account.tenant(), request(account, HttpMethod.POST, url, body, headers))
                .map(MidtransApi::read);
    }

    private static ProviderClient.Request request(
            ProviderAccountCredentials account,
            HttpMethod method,
            String url,
            @Nullable String body,
            Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        String serverKey = account.credentials().require("serverKey").reveal();
        headers.put("Authorization", BasicAuth.header(serverKey, ""));
        return new ProviderClient.Request(method, url, headers, body == null ? null : Buffer.buffer(body));
    }

    private String transaction(ProviderAccountCredentials account, String id, String action) {
        return coreUrl(account) + "/v2/" + part(id) + '/' + action;
    }

    private String coreUrl(ProviderAccountCredentials account) {
        return account.tenant().mode() == Mode.LIVE ? config.midtransProductionUrl() : config.midtransSandboxUrl();
    }

    private String snapUrl(ProviderAccountCredentials account) {
        return account.tenant().mode() == Mode.LIVE
                ? config.midtransProductionSnapUrl()
                : config.midtransSandboxSnapUrl();
    }

    private static String part(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8);
    }

    private static ProviderReply read(ProviderReply reply) {
        return reply.read("Midtrans", MidtransApi::read);
    }

    /** By the body's own status code where it has one, because Core answers HTTP 200 also to what it refuses. */
    private static ProviderReply read(ProviderReply.Answered answered) {
        String own = answered.body().textOrEmpty("status_code");
        boolean isOwn = own.matches("[1-5][0-9]{2}");
        int status = isOwn ? Integer.parseInt(own) : answered.status();
        return switch (status) {
            // An ordinary description of a transaction that has expired.
            case 407 -> answered.withStatus(status);
            case 401 -> refused(status, "Midtrans does not accept the server key.", answered.body());
            case 429 ->
                new ProviderReply.NotDone(
                        Outcome.NotDone.RATE_LIMITED,
                        "Midtrans takes no more requests at the moment.",
                        answered.retryAfter());
            // The only two that say for certain that nothing was done.
            case 503, 505 ->
                new ProviderReply.NotDone(
                        Outcome.NotDone.UNREACHABLE, "Midtrans could not be reached.", answered.retryAfter());
            default -> {
                if (status < 400) {
                    yield answered.withStatus(status);
                }
                // Midtrans's own 408 says that the request is wrong; one of HTTP, that something on the way waited too
                // long.
                boolean isTimeout = status == 408 && !isOwn;
                yield status < 500 && !isTimeout
                        ? refused(status, message(status, answered.body()), answered.body())
                        : new ProviderReply.Unknown("Midtrans answered " + status);
            }
        };
    }

    private static ProviderReply refused(int status, String message, JsonFields body) {
        String code = MidtransFailureCodes.ours(String.valueOf(status));
        return new ProviderReply.Refused(status, Objects.requireNonNullElse(code, "refused"), message, body);
    }

    /** Midtrans's explanation, for the merchant. */
    static String message(int status, JsonFields body) {
        for (String list : new String[] {"validation_messages", "error_messages"}) {
            String first = ProviderText.clean(body.node().path(list).path(0).asText(""), LONGEST_MESSAGE);
            if (first != null) {
                return first;
            }
        }
        String message = ProviderText.clean(body.text("status_message"), LONGEST_MESSAGE);
        return message == null ? "Midtrans answered " + status + "." : message;
    }
}
