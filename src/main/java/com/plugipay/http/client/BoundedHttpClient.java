package com.plugipay.http.client;

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
 * Sends requests to servers that may be slow, broken or hostile. The pool and its queue are bounded, one timeout covers the
 * whole exchange, redirects are not followed, certificates are verified, and headers, interim responses and bodies have limits.
 *
 * <p>Not a Vert.x WebClient, which keeps none of these four promises (5.0.12): it lets go of its request when the response's
 * head arrives, so a BodyCodec that stops at a limit leaves a connection that reads on for ever (HttpContext, PipeImpl); it
 * fails without the status when the body is cut off; its timeouts begin anew with each byte; and its failures do not say
 * whether the request was sent, on which it depends whether a charge may be repeated.
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
    }

    /** HTTP/1.1, so that a reset ends the connection. */
    private static HttpClientOptions protective(HttpClientOptions options, int timeoutMs) {
        return new HttpClientOptions(options)
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setTrustAll(false)
                .setVerifyHost(true)
                .setMaxRedirects(0)
                .setConnectTimeout(Math.min(CONNECT_TIMEOUT_MS, timeoutMs))
                .setSslHandshakeTimeout(timeoutMs)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /**
     * Sends one request. Must be called on an event loop, on which the whole exchange happens.
     *
     * @param request where to send it, with the headers; when it fails nothing is sent
     * @return never fails
     */
    public Future<ExchangeResult> send(Future<RequestOptions> request, Buffer body) {
        return new HttpExchange(limits).run(vertx, client, request, body);
    }

    /** Closes all connections. */
    public Future<Void> close() {
        return client.close();
    }
}
