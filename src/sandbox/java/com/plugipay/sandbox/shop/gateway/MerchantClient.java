package com.plugipay.sandbox.shop.gateway;

import com.plugipay.sandbox.shop.ShopSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's API as this shop uses it: every request signed, every POST with an idempotency key.
 *
 * <p>Futures fail with {@link GatewayProblem}. A call that got no answer is sent once more under the same key, so that
 * it cannot take effect twice.
 */
public final class MerchantClient {
    private static final int TIMEOUT_MS = 8_000;
    private static final String SESSIONS = "/v1/checkout-sessions";

    private final WebClient http;
    private final RequestSigner signer;
    private final String gatewayUrl;

    public MerchantClient(Vertx vertx, ShopSettings settings) {
        this.gatewayUrl = settings.gatewayUrl();
        this.signer = new RequestSigner(settings.keyId(), settings.secret());
        // Redirects stay unfollowed: they would carry the signature to another host.
        this.http = WebClient.create(
                vertx, new WebClientOptions().setFollowRedirects(false).setConnectTimeout(5_000));
    }

    /** Closes all connections. */
    public void close() {
        http.close();
    }

    /** Creates a session. The same key again gives the same session, so an order can have only one. */
    public Future<JsonObject> createSession(JsonObject session, String idempotencyKey) {
        return post(SESSIONS, session, idempotencyKey);
    }

    /** Makes something else, or does something with it; the same key does it once. */
    public Future<JsonObject> post(String target, JsonObject body, String idempotencyKey) {
        return call(HttpMethod.POST, target, body.toBuffer(), idempotencyKey, JsonObject.class);
    }

    /** The newest entries of a list, for example of {@code /v1/payments?limit=100}. */
    public Future<List<JsonObject>> list(String target) {
        return call(HttpMethod.GET, target, Buffer.buffer(), null, JsonArray.class)
                .map(data -> data.stream().map(JsonObject.class::cast).toList());
    }

    /** Tells the gateway whether a manual transfer has arrived. */
    public Future<Void> decide(String sessionId, boolean arrived) {
        String target = SESSIONS + "/" + URLEncoder.encode(sessionId, StandardCharsets.UTF_8)
                + (arrived ? "/confirm" : "/reject");
        String key = UUID.randomUUID().toString();
        return call(HttpMethod.POST, target, Buffer.buffer("{}"), key, Object.class)
                .mapEmpty();
    }

    private <T> Future<T> call(
            HttpMethod method, String target, Buffer body, @Nullable String idempotencyKey, Class<T> data) {
        return send(method, target, body, idempotencyKey)
                .recover(noAnswer -> send(method, target, body, idempotencyKey))
                .recover(noAnswer -> Future.failedFuture(GatewayProblem.unreachable(gatewayUrl, noAnswer)))
                .map(response -> data(response, data));
    }

    private Future<HttpResponse<Buffer>> send(
            HttpMethod method, String target, Buffer body, @Nullable String idempotencyKey) {
        long timestamp = Instant.now().getEpochSecond();
        HttpRequest<Buffer> request = http.requestAbs(method, gatewayUrl + target)
                .timeout(TIMEOUT_MS)
                .putHeader("Accept", "application/json")
                .putHeader("X-Plugipay-Timestamp", Long.toString(timestamp))
                .putHeader(
                        "Authorization",
                        signer.authorization(method.name(), target, timestamp, body.getBytes(), idempotencyKey));
        if (idempotencyKey != null) {
            request.putHeader("Idempotency-Key", idempotencyKey);
        }
        return body.length() == 0
                ? request.send()
                : request.putHeader("Content-Type", "application/json").sendBuffer(body);
    }

    /** An answer of another shape (a proxy's, an older gateway's) is a problem to show, not a crash. */
    private static <T> T data(HttpResponse<Buffer> response, Class<T> type) {
        int status = response.statusCode();
        try {
            JsonObject answer = response.bodyAsJsonObject();
            if (status / 100 == 2) {
                return type.cast(Objects.requireNonNull(answer.getValue("data")));
            }
            throw GatewayProblem.of(status, answer == null ? new JsonObject() : answer);
        } catch (DecodeException | ClassCastException | NullPointerException notOurs) {
            String message = "The gateway's answer (" + status + ") could not be read";
            throw new GatewayProblem(status, "unexpected_answer", message, null);
        }
    }
}
