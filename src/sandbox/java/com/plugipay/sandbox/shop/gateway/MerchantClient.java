package com.plugipay.sandbox.shop.gateway;

import com.plugipay.sandbox.shop.ShopSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's API as this shop uses it: every request signed, every POST with an idempotency key.
 *
 * <p>Futures fail with {@link GatewayProblem} only. A call that got no answer is sent once more under the same key, so
 * that it cannot take effect twice.
 */
public final class MerchantClient {
    private static final int TIMEOUT_MS = 8_000;
    private static final String SESSIONS = "/v1/checkout-sessions";

    private final WebClient http;
    private final RequestSigner signer;
    private final InstantSource clock;
    private final String origin;
    private final String basePath;

    public MerchantClient(Vertx vertx, ShopSettings settings, InstantSource clock) {
        URI base = URI.create(settings.gatewayUrl());
        this.origin = base.getScheme() + "://" + base.getRawAuthority();
        this.basePath = base.getRawPath();
        this.signer = new RequestSigner(settings.keyId(), settings.secret());
        this.clock = clock;
        // Redirects stay unfollowed: they would carry the signature to another host.
        this.http = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setFollowRedirects(false)
                        .setConnectTimeout(5_000)
                        .setIdleTimeout(30)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS),
                new PoolOptions().setHttp1MaxSize(8).setMaxWaitQueueSize(64));
    }

    /** Creates a session. The same key again gives the same session, so an order can have only one. */
    public Future<JsonObject> createSession(JsonObject session, String idempotencyKey) {
        return call(
                HttpMethod.POST,
                SESSIONS,
                session.toBuffer(),
                idempotencyKey,
                answer -> Objects.requireNonNull(answer.getJsonObject("data")));
    }

    /** The newest sessions in a status, at most {@code limit}. */
    public Future<List<JsonObject>> sessions(String status, int limit) {
        return list(SESSIONS + "?status=" + encoded(status) + "&limit=" + limit);
    }

    /** The newest payments in any status, at most {@code limit}. */
    public Future<List<JsonObject>> payments(int limit) {
        return list("/v1/payments?limit=" + limit);
    }

    /** Tells the gateway whether a manual transfer has arrived. */
    public Future<Void> decide(String sessionId, boolean arrived) {
        String target = SESSIONS + "/" + encoded(sessionId) + (arrived ? "/confirm" : "/reject");
        String key = UUID.randomUUID().toString();
        return call(HttpMethod.POST, target, Buffer.buffer("{}"), key, answer -> answer)
                .mapEmpty();
    }

    private Future<List<JsonObject>> list(String target) {
        return call(
                HttpMethod.GET,
                target,
                Buffer.buffer(),
                null,
                answer -> answer.getJsonArray("data").stream()
                        .map(JsonObject.class::cast)
                        .toList());
    }

    private <T> Future<T> call(
            HttpMethod method,
            String target,
            Buffer body,
            @Nullable String idempotencyKey,
            Function<JsonObject, T> reader) {
        return send(method, basePath + target, body, idempotencyKey)
                .recover(noAnswer -> send(method, basePath + target, body, idempotencyKey))
                .recover(noAnswer -> Future.failedFuture(GatewayProblem.unreachable(origin, noAnswer)))
                .compose(response -> read(response, reader));
    }

    private Future<HttpResponse<Buffer>> send(
            HttpMethod method, String target, Buffer body, @Nullable String idempotencyKey) {
        long timestamp = clock.instant().getEpochSecond();
        HttpRequest<Buffer> request = http.requestAbs(method, origin + target)
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
    private static <T> Future<T> read(HttpResponse<Buffer> response, Function<JsonObject, T> reader) {
        int status = response.statusCode();
        try {
            JsonObject answer = response.bodyAsJsonObject();
            return answer != null && status >= 200 && status < 300
                    ? Future.succeededFuture(reader.apply(answer))
                    : Future.failedFuture(GatewayProblem.of(status, answer == null ? new JsonObject() : answer));
        } catch (DecodeException | ClassCastException | NullPointerException notOurs) {
            return Future.failedFuture(GatewayProblem.unexpected(status));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
