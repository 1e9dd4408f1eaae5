package com.plugipay.management;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Counts what our servers are asked by the template of the route that answers and by the class of the answer. A route for
 * many paths, such as {@code /c/*} of which Vert.x says {@code /c/}, is only on the way to one: what ends there was never
 * found.
 *
 * @param <R> the metric of a request
 * @param <W> the metric of a WebSocket
 * @param <S> the metric of a connection
 */
final class RouteTemplates<R, W, S> implements HttpServerMetrics<R, W, S> {
    /** Of every path that there is not. */
    private static final String NONE = "none";

    private final HttpServerMetrics<R, W, S> all;

    RouteTemplates(HttpServerMetrics<R, W, S> all) {
        this.all = all;
    }

    /** How the routes that a request took read, of which Vert.x makes a chain with {@code >}: as the last of them. */
    static String label(String routes) {
        return routes.isEmpty() ? NONE : routes.substring(routes.lastIndexOf('>') + 1);
    }

    @Override
    public void requestRouted(R request, @Nullable String route) {
        if (route != null && !route.endsWith("/")) {
            all.requestRouted(request, route);
        }
    }

    @Override
    public void responseBegin(R request, HttpResponse response) {
        all.responseBegin(request, StatusClasses.classified(response));
    }

    @Override
    public void responseEnd(R request, HttpResponse response, long bytesWritten) {
        all.responseEnd(request, StatusClasses.classified(response), bytesWritten);
    }

    @Override
    public R responsePushed(S connection, HttpMethod method, String uri, HttpResponse response) {
        return all.responsePushed(connection, method, uri, StatusClasses.classified(response));
    }

    @Override
    public R requestBegin(S connection, HttpRequest request) {
        return all.requestBegin(connection, request);
    }

    @Override
    public void requestEnd(R request, HttpRequest read, long bytesRead) {
        all.requestEnd(request, read, bytesRead);
    }

    @Override
    public void requestReset(R request) {
        all.requestReset(request);
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
    public W connected(S connection, R request, ServerWebSocket webSocket) {
        return all.connected(connection, request, webSocket);
    }

    @Override
    public void disconnected(W webSocket) {
        all.disconnected(webSocket);
    }

    @Override
    public void close() {
        all.close();
    }
}
