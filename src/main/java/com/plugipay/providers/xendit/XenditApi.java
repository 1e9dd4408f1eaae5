package com.plugipay.providers.xendit;

import com.plugipay.json.Json;
import com.plugipay.model.Tenant;
import com.plugipay.providers.kit.BasicAuth;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.providers.kit.ProviderClient.Reply;
import com.plugipay.providers.kit.ProviderClient.Request;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Xendit's API with the key of one account. The key decides between test and live, the address is the same.
 *
 * <p>A question is put a second time when it got no answer; a change never is. See
 * https://docs.xendit.co/apidocs/create-payment-request.
 */
final class XenditApi {
    private static final String VERSION = "2024-11-11";

    /** A 5xx that says that nothing was done. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("CHANNEL_UNAVAILABLE", "ISSUER_UNAVAILABLE");

    /** A 4xx after which something may have been done all the same. */
    private static final Set<String> WITHOUT_CERTAINTY = Set.of("PARTNER_TIMEOUT_ERROR", "TIMEOUT_ERROR");

    private final ProviderClient client;
    private final String baseUrl;
    private final Tenant tenant;
    private final Secret secretKey;

    XenditApi(ProviderClient client, String baseUrl, Tenant tenant, Secret secretKey) {
        this.client = client;
        this.baseUrl = baseUrl;
        this.tenant = tenant;
        this.secretKey = secretKey;
    }

    /** An id or a value as a part of an address. */
    static String part(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Future<XenditReply> get(String path) {
        Request request = new Request(HttpMethod.GET, baseUrl + path, headers(path, null), null);
        return client.ask(tenant, request).map(XenditApi::read);
    }

    /** @param idempotencyKey what makes a repeat of this request the same request; null where there is nothing to repeat */
    Future<XenditReply> post(String path, @Nullable String idempotencyKey, @Nullable Map<String, Object> body) {
        Map<String, String> headers = headers(path, idempotencyKey);
        if (body != null) {
            headers.put("content-type", "application/json");
        }
        Buffer bytes = body == null ? null : Buffer.buffer(Json.text(body));
        return client.send(tenant, new Request(HttpMethod.POST, baseUrl + path, headers, bytes))
                .map(XenditApi::read);
    }

    private Map<String, String> headers(String path, @Nullable String idempotencyKey) {
        Map<String, String> headers = new HashMap<>();
        headers.put("authorization", BasicAuth.header(secretKey.reveal(), ""));
        headers.put("accept", "application/json");
        if (path.startsWith("/v3/")) {
            headers.put("api-version", VERSION);
        }
        if (idempotencyKey != null) {
            headers.put("idempotency-key", idempotencyKey);
        }
        return headers;
    }

    private static XenditReply read(Reply reply) {
        return switch (reply) {
            case ProviderClient.Answered answered -> read(answered, JsonFields.parse(answered.body()));
            case ProviderClient.NotSent notSent -> new XenditReply.Unreached(notSent.reason(), notSent.retryAfter());
            case ProviderClient.Lost lost -> new XenditReply.Unclear(lost.reason());
        };
    }

    private static XenditReply read(ProviderClient.Answered answered, @Nullable JsonFields body) {
        int status = answered.status();
        if (status >= 200 && status < 300 && body != null) {
            return new XenditReply.Found(body);
        }
        String errorCode = body == null ? null : body.text("error_code");
        String code = errorCode == null ? "http_" + status : errorCode;
        boolean refused = status >= 400 && status < 500 && status != 408 && !WITHOUT_CERTAINTY.contains(code);
        if (!refused && !WITHOUT_EFFECT.contains(code)) {
            return new XenditReply.Unclear("Xendit answered " + status + (errorCode == null ? "" : " " + code));
        }
        String message = body == null ? null : body.text("message");
        return new XenditReply.Refused(
                status,
                code,
                message == null ? "Xendit has refused with status " + status + "." : message,
                answered.retryAfter());
    }
}
