package com.plugipay.webhooks;

import io.netty.channel.ConnectTimeoutException;
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
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends a body to a URL, once, and says in a word what came of it. It follows nothing and reads little. */
final class Sender {
    private static final int MOST_RESPONSE_BYTES = 16 * 1024;
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int KEEP_ALIVE_SECONDS = 10;

    private final Vertx vertx;
    private final HttpClient client;
    private final Destinations destinations;
    private final int timeoutMs;

    Sender(Vertx vertx, HttpClientOptions options, Destinations destinations, WebhookConfig config) {
        this.vertx = vertx;
        this.destinations = destinations;
        this.timeoutMs = config.timeoutMs();
        this.client = vertx.createHttpClient(
                options.setConnectTimeout(Math.min(CONNECT_TIMEOUT_MS, config.timeoutMs()))
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS),
                new PoolOptions()
                        .setHttp1MaxSize(config.concurrency())
                        .setMaxWaitQueueSize(config.concurrency())
                        .setMaxLifetime(KEEP_ALIVE_SECONDS)
                        .setMaxLifetimeUnit(TimeUnit.MINUTES));
    }

    /**
     * What came of it.
     *
     * @param responseCode null when there was no answer
     * @param error null when the receiver took it
     * @param retryAfter the header as it was sent
     */
    record Answer(
            @Nullable Integer responseCode,
            long durationMs,
            @Nullable String error,
            @Nullable String retryAfter,
            @Nullable String excerpt) {}

    /**
     * Posts the body; the whole exchange is over within the timeout.
     *
     * @param attempt 1 or more: which of several addresses is used
     * @return never fails for a reason of the receiver's
     */
    Future<Answer> post(URI url, int attempt, MultiMap headers, Buffer body) {
        Exchange exchange = new Exchange();
        exchange.timer = vertx.setTimer(timeoutMs, ignored -> exchange.giveUp());
        destinations
                .find(url.getHost(), attempt)
                .compose(address -> exchange.isOver() ? Future.failedFuture("over") : open(url, address, headers))
                .compose(request -> exchange.send(request, body))
                .onSuccess(exchange::read)
                .onFailure(failure -> exchange.finish(null, reason(failure), null));
        return exchange.answer.future();
    }

    Future<Void> close() {
        return client.close();
    }

    /** The name stays for the Host header, SNI and the certificate; the address is the one that was checked. */
    private Future<HttpClientRequest> open(URI url, InetAddress address, MultiMap headers) {
        boolean secure = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() < 0 ? (secure ? 443 : 80) : url.getPort();
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return client.request(new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(secure)
                .setURI(url.getRawQuery() == null ? path : path + '?' + url.getRawQuery())
                .setFollowRedirects(false)
                .setHeaders(headers));
    }

    private String reason(Throwable failure) {
        return switch (failure) {
            case Destinations.Refused refused -> String.valueOf(refused.getMessage());
            case UnknownHostException unknown -> "the name of the host cannot be resolved";
            case ConnectTimeoutException late -> "the connection timed out";
            case ConnectException refused -> "connection refused";
            case SSLException broken -> "no TLS connection: the certificate or the protocol is not accepted";
            default -> "the connection was lost before an answer";
        };
    }

    /** One request and its answer, which ends once: by the answer's end, its cut, a failure or the timeout. */
    private final class Exchange {
        private final Promise<Answer> answer = Promise.promise();
        private final long startedNanos = System.nanoTime();
        private long timer;
        private int received;
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
            return opened.send(body);
        }

        /** The status decides; the body is read only to be able to use the connection again. */
        void read(HttpClientResponse arrived) {
            if (isOver()) {
                return;
            }
            response = arrived;
            arrived.handler(part -> {
                received += part.length();
                if (received > MOST_RESPONSE_BYTES) {
                    cut();
                }
            });
            arrived.exceptionHandler(lost -> finishWith(arrived));
            arrived.endHandler(ignored -> finishWith(arrived));
        }

        /** The time is over. An answer of which only the body is missing counts. */
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
            answer.tryComplete(new Answer(code, durationMs, error, retryAfter, null));
        }
    }
}
