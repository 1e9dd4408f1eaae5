package com.plugipay.support;

import com.plugipay.keys.IssuedApiKey;
import com.plugipay.sandbox.shop.gateway.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A client of a merchant, which signs its requests without the gateway's code. */
public final class Api {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(60))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final String baseUrl;
    private final IssuedApiKey key;
    private final RequestSigner signer;
    private final InstantSource clock;
    private final OpenApiContract contract;

    private Api(String baseUrl, IssuedApiKey key, InstantSource clock, OpenApiContract contract) {
        this.baseUrl = baseUrl;
        this.key = key;
        this.signer = new RequestSigner(key.apiKey().keyId(), key.secret());
        this.clock = clock;
        this.contract = contract;
    }

    public static Api of(TestGateway gateway, IssuedApiKey key) {
        return new Api(gateway.baseUrl(), key, gateway.clock(), OpenApiContract.of(gateway.baseUrl()));
    }

    /** The client of a gateway in another process, whose clock is the system's. */
    public static Api of(String baseUrl, IssuedApiKey key) {
        return of(baseUrl, key, InstantSource.system());
    }

    /** The same with another clock. */
    public static Api of(String baseUrl, IssuedApiKey key, InstantSource clock) {
        return new Api(baseUrl, key, clock, OpenApiContract.of(baseUrl));
    }

    /** The same gateway with another key. */
    public Api with(IssuedApiKey other) {
        return new Api(baseUrl, other, clock, contract);
    }

    public IssuedApiKey key() {
        return key;
    }

    public Answer get(String target) {
        return send("GET", target, "", null);
    }

    /** Audit entries, once there are so many: those that others may still be committed before are not shown yet. */
    public Answer audited(String query, int number) {
        return Awaitility.await()
                .until(
                        () -> get("/v1/audit-log?" + query).expect(200),
                        entries -> entries.data().size() >= number);
    }

    public Answer delete(String target) {
        return send("DELETE", target, "", freshKey());
    }

    public Answer post(String target, String body) {
        return send("POST", target, body, freshKey());
    }

    public Answer post(String target, String body, String idempotencyKey) {
        return send("POST", target, body, idempotencyKey);
    }

    public Answer put(String target, String body) {
        return send("PUT", target, body, freshKey());
    }

    public Answer patch(String target, String body) {
        return send("PATCH", target, body, freshKey());
    }

    /** A new key for each call: without one, an equal second request in the same second would be refused as a copy. */
    private static String freshKey() {
        return UUID.randomUUID().toString();
    }

    /** Sends a signed request and compares the response with the published document. */
    public Answer send(String method, String target, String body, @Nullable String idempotencyKey) {
        return sendLater(method, target, body, idempotencyKey).join();
    }

    /** Sends a request that changes something under a key of its own, without waiting. */
    public CompletableFuture<Answer> sendLater(String method, String target, String body) {
        return sendLater(method, target, body, freshKey());
    }

    /** Sends a signed request without waiting. */
    public CompletableFuture<Answer> sendLater(
            String method, String target, String body, @Nullable String idempotencyKey) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        long timestamp = clock.instant().getEpochSecond();
        HttpRequest.Builder request = request(method, target, bytes)
                .header("X-Plugipay-Timestamp", String.valueOf(timestamp))
                .header("Authorization", signer.authorization(method, target, timestamp, bytes, idempotencyKey));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(Answer::of)
                .thenApply(answer -> contract.check(method, target, answer));
    }

    /** Sends a request with these headers and nothing else. */
    public Answer raw(String method, String target, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = request(method, target, body);
        headers.forEach(request::setHeader);
        try {
            return Answer.of(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private HttpRequest.Builder request(String method, String target, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + target))
                .timeout(Duration.ofMinutes(5))
                .method(
                        method.toUpperCase(Locale.ROOT),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        return body.length == 0 ? request : request.header("Content-Type", "application/json");
    }
}
