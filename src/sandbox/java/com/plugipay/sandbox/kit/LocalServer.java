package com.plugipay.sandbox.kit;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An HTTP server of the sandbox. */
public abstract class LocalServer extends VerticleBase {
    private static final int IDLE_SECONDS = 120;

    private final HttpServerOptions options;
    private final List<Runnable> closings = new ArrayList<>();
    private volatile @Nullable HttpServer server;

    /** @param port 0 takes any free one */
    protected LocalServer(String host, int port) {
        this.options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHttp2ClearTextEnabled(false);
    }

    /** Builds what it serves; called once, when it is deployed. */
    protected abstract Router router();

    @Override
    public Future<?> start() {
        return vertx.createHttpServer(options)
                .requestHandler(router())
                .listen()
                .onSuccess(listening -> server = listening);
    }

    /** Closes a client when the server stops. One that nobody closes keeps its whole Vert.x in memory (5.0.12). */
    protected final void onStop(Runnable close) {
        closings.add(close);
    }

    @Override
    public Future<?> stop() {
        closings.forEach(Runnable::run);
        return Future.succeededFuture();
    }

    /** Refuses what another site posts here: there is no login, so this is all that guards the buttons. */
    public static void refuseOtherSites(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader("Origin");
        if (request.method().equals(HttpMethod.GET) || origin == null || origin.endsWith("://" + request.authority())) {
            context.next();
        } else {
            context.fail(403, new HttpException(403, "This comes from another site"));
        }
    }

    /** The port that it listens on, known once it is deployed. */
    public final int port() {
        HttpServer listening = server;
        if (listening == null) {
            throw new IllegalStateException("The server does not listen yet");
        }
        return listening.actualPort();
    }
}
