package com.plugipay.http.client;

import com.plugipay.async.ClosedWith;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests to servers that may be slow, broken or hostile. The pool and its queue are bounded, one timeout covers
 * the whole exchange, redirects are not followed, certificates are verified, and headers, interim responses and bodies
 * have limits.
 *
 * <p>Uses Vert.x's HttpClient and not its WebClient, which (5.0.12) lacks four guarantees: it drops its request when the head
 * of the response arrives, so a BodyCodec that stops at a limit does not close the connection, and the rest of the body is read
 * and discarded without end (HttpContext, PipeImpl); it reports no status when the body is cut off; its timeouts restart with
 * each byte; and its failures do not show whether the request was sent, which decides whether a charge may be repeated.
 */
public final class BoundedHttpClient {
    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final ExchangeLimits limits;

    /** Takes the options but for those that protect this side, such as the verification of certificates. */
    public BoundedHttpClient(Vertx vertx, HttpClientOptions options, PoolOptions pool, ExchangeLimits limits) {
        this.vertx = vertx;
        this.limits = limits;
        this.client = vertx.createHttpClient(protective(options, limits.timeoutMs()), pool);
        ClosedWith.vertx(vertx, client::close);
    }

    /** HTTP/1.1, so that a reset ends the connection. */
    private static HttpClientOptions protective(HttpClientOptions options, int timeoutMs) {
        return new HttpClientOptions(options)
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setTrustAll(false)
                .setVerifyHost(true)
                .setConnectTimeout(Math.min(CONNECT_TIMEOUT_MS, timeoutMs))
                .setSslHandshakeTimeout(timeoutMs)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /**
     * Sends one request. The whole exchange happens on the caller's event loop, or on one of its own for a caller without any.
     *
     * @param request where to send it, with the headers; when it fails nothing is sent
     * @return never fails
     */
    public Future<ExchangeResult> send(Future<RequestOptions> request, Buffer body) {
        return new HttpExchange(vertx, limits).run(client, request, body);
    }

    /** Closes all connections. */
    public Future<Void> close() {
        return client.close();
    }
}
