package com.plugipay.webhooks.send;

import com.plugipay.http.client.BoundedHttpClient;
import com.plugipay.http.client.ExchangeLimits;
import com.plugipay.http.client.ExchangeResult;
import com.plugipay.text.WebAddress;
import com.plugipay.webhooks.WebhookConfig;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Posts a body to a URL, once. Follows no redirects and reads little of the answer. */
public final class Sender {
    private static final int MOST_RESPONSE_BYTES = 16 * 1024;
    private static final int KEEP_ALIVE_SECONDS = 10;

    /** A receiver can lengthen the keep-alive time by a header, but not this one. */
    private static final int LONGEST_CONNECTION_SECONDS = 60;

    /** All headers of an answer together, which limits their number too. */
    private static final int MOST_HEADER_BYTES = 8 * 1024;

    private static final int MOST_LINE_BYTES = 4 * 1024;

    private final BoundedHttpClient client;
    private final AddressResolver resolver;

    public Sender(Vertx vertx, HttpClientOptions options, AddressResolver resolver, WebhookConfig config) {
        this.resolver = resolver;
        this.client = new BoundedHttpClient(
                vertx,
                strict(options),
                new PoolOptions()
                        .setHttp1MaxSize(config.concurrency())
                        .setMaxWaitQueueSize(config.concurrency())
                        .setMaxLifetime(LONGEST_CONNECTION_SECONDS)
                        .setMaxLifetimeUnit(TimeUnit.SECONDS),
                new ExchangeLimits(config.timeoutMs(), MOST_RESPONSE_BYTES, ResponseExcerpt.MOST_BYTES));
    }

    /** Limits on what a receiver can cause, whatever else the options say. */
    private static HttpClientOptions strict(HttpClientOptions options) {
        return new HttpClientOptions(options)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxInitialLineLength(MOST_LINE_BYTES)
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setMaxChunkSize(MOST_RESPONSE_BYTES)
                .setDecompressionSupported(false);
    }

    /**
     * The result of a request.
     *
     * @param responseCode null when there was no answer
     * @param error null when the receiver accepted it
     * @param retryAfter the header as it was sent
     * @param excerpt the beginning of the answer's body, up to 1 KiB, fit to be stored and shown; null when there is none
     */
    public record Answer(
            @Nullable Integer responseCode,
            long durationMs,
            @Nullable String error,
            @Nullable String retryAfter,
            @Nullable String excerpt) {}

    /**
     * Posts the body; the whole exchange ends within the timeout.
     *
     * @param attempt 1 or more: which of several addresses is used
     * @return never fails because of the receiver
     */
    public Future<Answer> post(WebAddress url, int attempt, MultiMap headers, Buffer body) {
        long startedNanos = System.nanoTime();
        Future<RequestOptions> request = Future.succeededFuture(url.host())
                .compose(host -> resolver.find(host, attempt))
                .map(address -> request(url, address, headers));
        return client.send(request, body)
                .map(result -> answer(result, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos)));
    }

    /** Closes all connections. */
    public Future<Void> close() {
        return client.close();
    }

    /** Connects to the address that was checked; the name is used for the Host header, SNI and the certificate. */
    private static RequestOptions request(WebAddress url, InetAddress address, MultiMap headers) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, url.port())))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.isSecure())
                .setURI(url.target())
                .setHeaders(headers);
    }

    private static Answer answer(ExchangeResult result, long durationMs) {
        return switch (result) {
            // The status decides, also when the body is cut off: it is read only to reuse the connection.
            case ExchangeResult.Response response ->
                new Answer(
                        response.status(),
                        durationMs,
                        error(response.status()),
                        response.headers().get("Retry-After"),
                        ResponseExcerpt.text(response.body()));
            case ExchangeResult.Failed failed ->
                new Answer(null, durationMs, DeliveryError.reason(failed.cause()), null, null);
        };
    }

    private static @Nullable String error(int status) {
        if (status >= 200 && status < 300) {
            return null;
        }
        return "HTTP " + status + (status >= 300 && status < 400 ? ": redirects are not followed" : "");
    }
}
