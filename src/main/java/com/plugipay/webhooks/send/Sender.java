package com.plugipay.webhooks.send;

import com.plugipay.webhooks.WebhookConfig;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Posts a body to a URL, once. Follows no redirects and reads little of the answer. */
public final class Sender {
    private static final int MOST_RESPONSE_BYTES = 16 * 1024;
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int KEEP_ALIVE_SECONDS = 10;

    /** A receiver can lengthen the keep-alive time by a header, but not this one. */
    private static final int LONGEST_CONNECTION_SECONDS = 60;

    /** All headers of an answer together, which limits their number too. */
    private static final int MOST_HEADER_BYTES = 8 * 1024;

    private static final int MOST_LINE_BYTES = 4 * 1024;

    /** Interim answers such as 100 Continue; no receiver needs more. */
    private static final int MOST_INTERIM_ANSWERS = 8;

    private final Vertx vertx;
    private final HttpClient client;
    private final AddressResolver resolver;
    private final int timeoutMs;

    public Sender(Vertx vertx, HttpClientOptions options, AddressResolver resolver, WebhookConfig config) {
        this.vertx = vertx;
        this.resolver = resolver;
        this.timeoutMs = config.timeoutMs();
        this.client = vertx.createHttpClient(
                strict(options, config),
                new PoolOptions()
                        .setHttp1MaxSize(config.concurrency())
                        .setMaxWaitQueueSize(config.concurrency())
                        .setMaxLifetime(LONGEST_CONNECTION_SECONDS)
                        .setMaxLifetimeUnit(TimeUnit.SECONDS));
    }

    /** Limits on what a receiver can cause, whatever else the options say; HTTP/1.1, so that a reset ends the connection. */
    private static HttpClientOptions strict(HttpClientOptions options, WebhookConfig config) {
        return new HttpClientOptions(options)
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setTrustAll(false)
                .setVerifyHost(true)
                .setConnectTimeout(Math.min(CONNECT_TIMEOUT_MS, config.timeoutMs()))
                .setSslHandshakeTimeout(config.timeoutMs())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
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
     * Posts the body; the whole exchange ends within the timeout. Must be called on an event loop.
     *
     * @param attempt 1 or more: which of several addresses is used
     * @return never fails because of the receiver
     */
    public Future<Answer> post(URI url, int attempt, MultiMap headers, Buffer body) {
        Exchange exchange = new Exchange();
        exchange.timer = vertx.setTimer(timeoutMs, ignored -> exchange.giveUp());
        Future.succeededFuture(url.getHost())
                .compose(host -> resolver.find(host, attempt))
                .compose(address -> exchange.isOver() ? Future.failedFuture("over") : open(url, address, headers))
                .compose(request -> exchange.send(request, body))
                .onSuccess(exchange::read)
                .onFailure(failure -> exchange.finish(null, DeliveryError.reason(failure), null));
        return exchange.answer.future();
    }

    /** Closes all connections. */
    public Future<Void> close() {
        return client.close();
    }

    /** Connects to the address that was checked; the name is used for the Host header, SNI and the certificate. */
    private Future<HttpClientRequest> open(URI url, InetAddress address, MultiMap headers) {
        boolean secure = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() < 0 ? (secure ? 443 : 80) : url.getPort();
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return client.request(new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(secure)
                .setURI(url.getRawQuery() == null ? path : path + '?' + url.getRawQuery())
                .setFollowRedirects(false)
                .setHeaders(headers));
    }

    /** One request and its answer, which ends once: by the answer's end, its limit, a failure or the timeout. */
    private final class Exchange {
        private final Promise<Answer> answer = Promise.promise();
        private final long startedNanos = System.nanoTime();
        private long timer;
        private final ResponseExcerpt excerpt = new ResponseExcerpt();
        private int received;
        private int interimAnswers;
        private @Nullable HttpClientRequest request;
        private @Nullable HttpClientResponse response;

        boolean isOver() {
            return answer.future().isComplete();
        }

        Future<HttpClientResponse> send(HttpClientRequest opened, Buffer body) {
            request = opened;
            if (isOver()) {
                opened.reset();
                return Future.failedFuture("over");
            }
            // Otherwise every unsolicited message of a receiver is a line in the log.
            opened.connection().exceptionHandler(ignored -> {});
            opened.continueHandler(ignored -> countInterimAnswer());
            opened.earlyHintsHandler(ignored -> countInterimAnswer());
            return opened.send(body);
        }

        private void countInterimAnswer() {
            interimAnswers++;
            if (interimAnswers > MOST_INTERIM_ANSWERS) {
                finish(null, "the answer does not begin", null);
                cut();
            }
        }

        /** The status decides; the body is read only to reuse the connection. */
        void read(HttpClientResponse arrived) {
            if (isOver()) {
                return;
            }
            response = arrived;
            arrived.handler(part -> {
                excerpt.add(part);
                received += part.length();
                if (received > MOST_RESPONSE_BYTES) {
                    cut();
                }
            });
            arrived.exceptionHandler(lost -> finishWith(arrived));
            arrived.endHandler(ignored -> finishWith(arrived));
        }

        /** Handles the timeout. An answer of which only the body is missing counts. */
        void giveUp() {
            if (response == null) {
                finish(null, "timeout after " + timeoutMs / 1000 + " s", null);
            }
            cut();
        }

        private void cut() {
            HttpClientResponse arrived = response;
            if (arrived != null) {
                finishWith(arrived);
            }
            HttpClientRequest opened = request;
            if (opened != null) {
                opened.reset();
            }
        }

        private void finishWith(HttpClientResponse arrived) {
            int code = arrived.statusCode();
            String redirect = code >= 300 && code < 400 ? ": redirects are not followed" : "";
            String error = code >= 200 && code < 300 ? null : "HTTP " + code + redirect;
            finish(code, error, arrived.getHeader("Retry-After"));
        }

        void finish(@Nullable Integer code, @Nullable String error, @Nullable String retryAfter) {
            vertx.cancelTimer(timer);
            long durationMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
            answer.tryComplete(new Answer(code, durationMs, error, retryAfter, excerpt.text()));
        }
    }
}
