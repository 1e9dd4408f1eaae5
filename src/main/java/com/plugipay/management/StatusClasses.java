package com.plugipay.management;

import io.vertx.core.MultiMap;
import io.vertx.core.http.WebSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.ClientMetrics;
import io.vertx.core.spi.metrics.HttpClientMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import java.util.Map;

/**
 * Counts what our clients are answered by the class of the status: any server may answer any number.
 *
 * @param <R> the metric of a request
 * @param <W> the metric of a WebSocket
 * @param <S> the metric of a connection
 */
final class StatusClasses<R, W, S> implements HttpClientMetrics<R, W, S> {
    private static final Map<String, String> LABELS =
            Map.of("1", "1xx", "2", "2xx", "3", "3xx", "4", "4xx", "5", "5xx", "0", "other");

    private final HttpClientMetrics<R, W, S> all;

    StatusClasses(HttpClientMetrics<R, W, S> all) {
        this.all = all;
    }

    /** How a class reads. */
    static String label(String code) {
        return LABELS.getOrDefault(code, code);
    }

    /** An answer of which only the first digit is known. */
    static HttpResponse classified(HttpResponse response) {
        int first = response.statusCode() / 100;
        return new Classified(first >= 1 && first <= 5 ? first : 0, response.headers());
    }

    @Override
    public ClientMetrics<R, HttpRequest, HttpResponse> createEndpointMetrics(SocketAddress server, int maxPoolSize) {
        return new Endpoint<>(all.createEndpointMetrics(server, maxPoolSize));
    }

    @Override
    public S connected(SocketAddress remoteAddress, String remoteName) {
        return all.connected(remoteAddress, remoteName);
    }

    @Override
    public void disconnected(S connection, SocketAddress remoteAddress) {
        all.disconnected(connection, remoteAddress);
    }

    @Override
    public void bytesRead(S connection, SocketAddress remoteAddress, long bytes) {
        all.bytesRead(connection, remoteAddress, bytes);
    }

    @Override
    public void bytesWritten(S connection, SocketAddress remoteAddress, long bytes) {
        all.bytesWritten(connection, remoteAddress, bytes);
    }

    @Override
    public void exceptionOccurred(S connection, SocketAddress remoteAddress, Throwable failure) {
        all.exceptionOccurred(connection, remoteAddress, failure);
    }

    @Override
    public W connected(WebSocket webSocket) {
        return all.connected(webSocket);
    }

    @Override
    public void disconnected(W webSocketMetric) {
        all.disconnected(webSocketMetric);
    }

    @Override
    public void close() {
        all.close();
    }

    private record Classified(int statusCode, MultiMap headers) implements HttpResponse {}

    private record Endpoint<R>(ClientMetrics<R, HttpRequest, HttpResponse> all)
            implements ClientMetrics<R, HttpRequest, HttpResponse> {
        @Override
        public R requestBegin(String uri, HttpRequest request) {
            return all.requestBegin(uri, request);
        }

        @Override
        public void requestEnd(R request, long bytesWritten) {
            all.requestEnd(request, bytesWritten);
        }

        @Override
        public void requestReset(R request) {
            all.requestReset(request);
        }

        @Override
        public void responseBegin(R request, HttpResponse response) {
            all.responseBegin(request, classified(response));
        }

        @Override
        public void responseEnd(R request, long bytesRead) {
            all.responseEnd(request, bytesRead);
        }

        @Override
        public void close() {
            all.close();
        }
    }
}
