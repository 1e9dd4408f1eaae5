package com.plugipay.management;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests to this node by the template of the route that responds, and by the class of the status. A route for many
 * paths, such as {@code /c/*}, which Vert.x calls {@code /c/}, does not count: a request that ends there has found no route.
 *
 * @param <R> the metric of a request
 * @param <W> the metric of a WebSocket
 * @param <S> the metric of a connection
 */
final class RouteTemplates<R, W, S> implements HttpServerMetrics<R, W, S> {
    /** The label of all paths without a route. */
    private static final String NONE = "none";

    private final HttpServerMetrics<R, W, S> delegate;

    RouteTemplates(HttpServerMetrics<R, W, S> delegate) {
        this.delegate = delegate;
    }

    /** The last of the routes of a request, which Vert.x joins by {@code >}. */
    static String label(String routes) {
        return routes.isEmpty() ? NONE : routes.substring(routes.lastIndexOf('>') + 1);
    }

    @Override
    public void requestRouted(R request, @Nullable String route) {
        if (route != null && !route.endsWith("/")) {
            delegate.requestRouted(request, route);
        }
    }

    @Override
    public void responseBegin(R request, HttpResponse response) {
        delegate.responseBegin(request, StatusClasses.classified(response));
    }

    @Override
    public void responseEnd(R request, HttpResponse response, long bytesWritten) {
        delegate.responseEnd(request, StatusClasses.classified(response), bytesWritten);
    }

    @Override
    public R responsePushed(S connection, HttpMethod method, String uri, HttpResponse response) {
        return delegate.responsePushed(connection, method, uri, StatusClasses.classified(response));
    }

    @Override
    public R requestBegin(S connection, HttpRequest request) {
        return delegate.requestBegin(connection, request);
    }

    @Override
    public void requestEnd(R request, HttpRequest read, long bytesRead) {
        delegate.requestEnd(request, read, bytesRead);
    }

    @Override
    public void requestReset(R request) {
        delegate.requestReset(request);
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
    public W connected(S connection, R request, ServerWebSocket webSocket) {
        return delegate.connected(connection, request, webSocket);
    }

    @Override
    public void disconnected(W webSocket) {
        delegate.disconnected(webSocket);
    }

    @Override
    public void close() {
        delegate.close();
    }
}
