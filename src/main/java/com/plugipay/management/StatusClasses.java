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
 * Counts the responses to the requests of this node by the class of their status, because servers may send any number.
 *
 * @param <R> the metric of a request
 * @param <W> the metric of a WebSocket
 * @param <S> the metric of a connection
 */
final class StatusClasses<R, W, S> implements HttpClientMetrics<R, W, S> {
    private static final Map<String, String> LABELS =
            Map.of("1", "1xx", "2", "2xx", "3", "3xx", "4", "4xx", "5", "5xx", "0", "other");

    private final HttpClientMetrics<R, W, S> delegate;

    StatusClasses(HttpClientMetrics<R, W, S> delegate) {
        this.delegate = delegate;
    }

    /** The label of a class. */
    static String label(String code) {
        return LABELS.getOrDefault(code, code);
    }

    /** A response with only the first digit of its status. */
    static HttpResponse classified(HttpResponse response) {
        int first = response.statusCode() / 100;
        return new Classified(first >= 1 && first <= 5 ? first : 0, response.headers());
    }

    @Override
    public ClientMetrics<R, HttpRequest, HttpResponse> createEndpointMetrics(SocketAddress server, int maxPoolSize) {
        return new Endpoint<>(delegate.createEndpointMetrics(server, maxPoolSize));
    }

    @Override
    public S connected(SocketAddress remoteAddress, String remoteName) {
        return delegate.connected(remoteAddress, remoteName);
    }

    @Override
    public void disconnected(S connection, SocketAddress remoteAddress) {
        delegate.disconnected(connection, remoteAddress);
    }

    @Override
    public void bytesRead(S connection, SocketAddress remoteAddress, long bytes) {
        delegate.bytesRead(connection, remoteAddress, bytes);
    }

    @Override
    public void bytesWritten(S connection, SocketAddress remoteAddress, long bytes) {
        delegate.bytesWritten(connection, remoteAddress, bytes);
    }

    @Override
    public void exceptionOccurred(S connection, SocketAddress remoteAddress, Throwable failure) {
        delegate.exceptionOccurred(connection, remoteAddress, failure);
    }

    @Override
    public W connected(WebSocket webSocket) {
        return delegate.connected(webSocket);
    }

    @Override
    public void disconnected(W webSocketMetric) {
        delegate.disconnected(webSocketMetric);
    }

    @Override
    public void close() {
        delegate.close();
    }

    private record Classified(int statusCode, MultiMap headers) implements HttpResponse {}

    private record Endpoint<R>(ClientMetrics<R, HttpRequest, HttpResponse> delegate)
            implements ClientMetrics<R, HttpRequest, HttpResponse> {
        @Override
        public R requestBegin(String uri, HttpRequest request) {
            return delegate.requestBegin(uri, request);
        }

        @Override
        public void requestEnd(R request, long bytesWritten) {
            delegate.requestEnd(request, bytesWritten);
        }

        @Override
        public void requestReset(R request) {
            delegate.requestReset(request);
        }

        @Override
        public void responseBegin(R request, HttpResponse response) {
            delegate.responseBegin(request, classified(response));
        }

        @Override
        public void responseEnd(R request, long bytesRead) {
            delegate.responseEnd(request, bytesRead);
        }

        @Override
        public void close() {
            delegate.close();
        }
    }
}
