package com.plugipay.providers.midtrans.api;

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
import com.plugipay.providers.kit.UrlPart;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to Midtrans's API and reads its status codes (https://docs.midtrans.com/reference/status-codes). Test mode
 * uses Midtrans's sandbox.
 *
 * <p>A query is repeated once when there is no answer; a change never is.
 */
public final class MidtransApi {
    private static final int LONGEST_MESSAGE = 300;

    private final ProviderClient client;
    private final ProviderConfig config;

    public MidtransApi(ProviderClient client, ProviderConfig config) {
        this.client = client;
        this.config = config;
    }

    /** Queries a transaction by its order id or by Midtrans's own id. */
    public Future<ProviderReply> status(ProviderAccountCredentials account, String id) {
        String url = transaction(account, id, "status");
        return client.query(account.tenant(), request(account, HttpMethod.GET, url, null, Map.of()))
                .map(MidtransApi::read);
    }

    public Future<ProviderReply> charge(
            ProviderAccountCredentials account, JsonNode body, Map<String, String> headers) {
        return post(account, coreUrl(account) + "/v2/charge", Json.text(body), headers);
    }

    public Future<ProviderReply> openSnapPage(
            ProviderAccountCredentials account, JsonNode body, Map<String, String> headers) {
        return post(account, snapUrl(account) + "/transactions", Json.text(body), headers);
    }

    public Future<ProviderReply> cancel(ProviderAccountCredentials account, String id) {
        return post(account, transaction(account, id, "cancel"), "{}", Map.of());
    }

    public Future<ProviderReply> closeSnapPage(ProviderAccountCredentials account, String token) {
        return post(account, snapUrl(account) + "/transactions/" + UrlPart.encode(token) + "/cancel", "{}", Map.of());
    }

    public Future<ProviderReply> refund(ProviderAccountCredentials account, String id, JsonNode body) {
        return post(account, transaction(account, id, "refund"), Json.text(body), Map.of());
    }

    /** Begins to link the GoPay account with this telephone number. */
    public Future<ProviderReply> link(ProviderAccountCredentials account, JsonNode body, Map<String, String> headers) {
        return post(account, coreUrl(account) + "/v2/pay/account", Json.text(body), headers);
    }

    /** Queries a linked GoPay account. */
    public Future<ProviderReply> linked(ProviderAccountCredentials account, String accountId) {
        String url = payAccount(account, accountId);
        return client.query(account.tenant(), request(account, HttpMethod.GET, url, null, Map.of()))
                .map(MidtransApi::read);
    }

    public Future<ProviderReply> unlink(ProviderAccountCredentials account, String accountId) {
        return post(account, payAccount(account, accountId) + "/unbind", "{}", Map.of());
    }

    /** Whether Midtrans itself has no such object: a 404 without its own code may come from a proxy in between. */
    public static boolean isNotFound(ProviderReply reply) {
        return reply instanceof ProviderReply.Refused refused
                && refused.status() == 404
                && refused.body().has("status_code");
    }

    /** Whether Midtrans refuses an order or a refund because one with this id exists. */
    public static boolean isRepeated(ProviderReply reply) {
        return reply.isRefusedWith(406);
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
        return coreUrl(account) + "/v2/" + UrlPart.encode(id) + '/' + action;
    }

    private String payAccount(ProviderAccountCredentials account, String accountId) {
        return coreUrl(account) + "/v2/pay/account/" + UrlPart.encode(accountId);
    }

    private String coreUrl(ProviderAccountCredentials account) {
        return account.tenant().mode() == Mode.LIVE ? config.midtransProductionUrl() : config.midtransSandboxUrl();
    }

    private String snapUrl(ProviderAccountCredentials account) {
        return account.tenant().mode() == Mode.LIVE
                ? config.midtransProductionSnapUrl()
                : config.midtransSandboxSnapUrl();
    }

    private static ProviderReply read(ProviderReply reply) {
        return reply.read("Midtrans", MidtransApi::read);
    }

    /** Prefers the status code in the body, because Core uses HTTP 200 also for refusals. */
    private static ProviderReply read(ProviderReply.Answered answered) {
        String code = answered.body().textOrEmpty("status_code");
        boolean isInBody = code.matches("[1-5][0-9]{2}");
        int status = isInBody ? Integer.parseInt(code) : answered.status();
        return switch (status) {
            // The ordinary answer for a transaction that has expired.
            case 407 -> answered.withStatus(status);
            case 401 -> refused(status, "Midtrans does not accept the server key.", answered.body());
            case 429 -> answered.rateLimited("Midtrans takes no more requests at the moment.");
            // The only two statuses after which the request certainly had no effect.
            case 503, 505 ->
                new ProviderReply.NotDone(
                        Outcome.NotDone.UNREACHABLE, "Midtrans could not be reached.", answered.retryAfter());
            default -> {
                if (status < 400) {
                    yield answered.withStatus(status);
                }
                // A 408 in the body means that the request is wrong; an HTTP 408 is the timeout of a server in between.
                boolean isTimeout = status == 408 && !isInBody;
                yield status < 500 && !isTimeout
                        ? refused(status, message(status, answered.body()), answered.body())
                        : new ProviderReply.Unknown("Midtrans answered " + status);
            }
        };
    }

    private static ProviderReply refused(int status, String message, JsonFields body) {
        String code = MidtransFailureCodes.plugipayCode(String.valueOf(status));
        return new ProviderReply.Refused(status, Objects.requireNonNullElse(code, "refused"), message, body);
    }

    /** Returns Midtrans's explanation, for the merchant. */
    public static String message(int status, JsonFields body) {
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
