package com.plugipay.providers.xendit;

import com.plugipay.json.Json;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.kit.BasicAuth;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.providers.kit.ProviderClient.Request;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to Xendit's API and reads its answers. Test and live mode share one address; the key decides the mode.
 *
 * <p>A query is repeated once when there is no answer; a change never is. See
 * https://docs.xendit.co/apidocs/create-payment-request.
 */
final class XenditApi {
    private static final String VERSION = "2024-11-11";

    /** Error codes by which a request had no effect, even with a 5xx status. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("CHANNEL_UNAVAILABLE", "ISSUER_UNAVAILABLE");

    private static final Set<String> RATE_LIMITED = Set.of("RATE_LIMIT_EXCEEDED", "PAYMENT_REQUEST_RATE_LIMITED");

    /** Error codes with a 4xx status by which a request may have had an effect nevertheless. */
    private static final Set<String> UNCERTAIN = Set.of("PARTNER_TIMEOUT_ERROR", "TIMEOUT_ERROR");

    private final ProviderClient client;
    private final String baseUrl;

    XenditApi(ProviderClient client, ProviderConfig config) {
        this.client = client;
        this.baseUrl = config.xenditUrl();
    }

    Future<ProviderReply> get(ProviderAccountCredentials account, String path) {
        Request request = new Request(HttpMethod.GET, baseUrl + path, headers(account, path, null), null);
        return client.query(account.tenant(), request).map(XenditApi::read);
    }

    /** @param idempotencyKey the same for each repeat of a request; null for a request whose repeats do no harm */
    Future<ProviderReply> post(
            ProviderAccountCredentials account,
            String path,
            @Nullable String idempotencyKey,
            @Nullable Map<String, Object> body) {
        Map<String, String> headers = headers(account, path, idempotencyKey);
        if (body != null) {
            headers.put("content-type", "application/json");
        }
        Buffer bytes = body == null ? null : Buffer.buffer(Json.text(body));
        return client.send(account.tenant(), new Request(HttpMethod.POST, baseUrl + path, headers, bytes))
                .map(XenditApi::read);
    }

    /** Whether Xendit refuses a request because it was sent before. */
    static boolean isRepeated(ProviderReply.Failed failed) {
        return failed.isRefusedWith(409);
    }

    /** Whether Xendit has no object with this id. */
    static boolean isNotFound(ProviderReply.Failed failed) {
        return failed.isRefusedWith(404);
    }

    private Map<String, String> headers(
            ProviderAccountCredentials account, String path, @Nullable String idempotencyKey) {
        Map<String, String> headers = new HashMap<>();
        String secretKey = account.credentials().require("secretKey").reveal();
        headers.put("authorization", BasicAuth.header(secretKey, ""));
        headers.put("accept", "application/json");
        if (path.startsWith("/v3/")) {
            headers.put("api-version", VERSION);
        }
        if (idempotencyKey != null) {
            headers.put("idempotency-key", idempotencyKey);
        }
        return headers;
    }

    private static ProviderReply read(ProviderReply reply) {
        return reply.read("Xendit", XenditApi::read);
    }

    private static ProviderReply read(ProviderReply.Answered answered) {
        int status = answered.status();
        if (status >= 200 && status < 300 && answered.body().isObject()) {
            return answered;
        }
        String errorCode = answered.body().text("error_code");
        String code = errorCode == null ? "http_" + status : errorCode;
        String text = answered.body().text("message");
        String message = text == null ? "Xendit has refused with status " + status + "." : text;
        boolean isRefusal = status >= 400 && status < 500 && status != 408 && !UNCERTAIN.contains(code);
        if (isRefusal && (status == 429 || RATE_LIMITED.contains(code))) {
            return answered.rateLimited(message);
        }
        if (WITHOUT_EFFECT.contains(code) || (isRefusal && code.equals("TEMPORARILY_UNAVAILABLE"))) {
            return new ProviderReply.NotDone("channel_unavailable", message, answered.retryAfter());
        }
        return isRefusal
                ? new ProviderReply.Refused(status, code, message, answered.body())
                : new ProviderReply.Unknown("Xendit answered " + status + (errorCode == null ? "" : " " + code));
    }
}
