package com.plugipay.management;

import com.plugipay.config.ManagementConfig;
import com.plugipay.db.Database;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Tells the operator's tools how the node is: {@code /live}, {@code /ready} and {@code /metrics}. */
public final class ManagementVerticle extends VerticleBase {
    private static final long DATABASE_MAY_TAKE_SECONDS = 2;

    private final ManagementConfig config;
    private final Database database;
    private final PrometheusMeterRegistry metrics;
    private final AtomicBoolean serving;
    private @Nullable HttpServer server;

    /** {@code serving} is set while requests can be answered: not before all of the node has started, nor once it stops. */
    public ManagementVerticle(
            ManagementConfig config, Database database, PrometheusMeterRegistry metrics, AtomicBoolean serving) {
        this.config = config;
        this.database = database;
        this.metrics = metrics;
        this.serving = serving;
    }

    @Override
    public Future<?> start() {
        HttpServer listening = vertx.createHttpServer();
        server = listening;
        return listening.requestHandler(this::answer).listen(config.port(), config.host());
    }

    /** The port that was bound, which the configuration may have left open. */
    public int port() {
        return Objects.requireNonNull(server).actualPort();
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/live" -> answer(request, 200, "live\n");
            case "/ready" -> ready(request);
            case "/metrics" -> {
                request.response().putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                request.response().end(metrics.scrape());
            }
            default -> answer(request, 404, "/live, /ready or /metrics\n");
        }
    }

    private void ready(HttpServerRequest request) {
        if (!serving.get()) {
            answer(request, 503, "starting or stopping\n");
            return;
        }
        database.answers()
                .timeout(DATABASE_MAY_TAKE_SECONDS, TimeUnit.SECONDS)
                .otherwise(false)
                .onSuccess(there ->
                        answer(request, there ? 200 : 503, there ? "ready\n" : "the database does not answer\n"));
    }

    private static void answer(HttpServerRequest request, int status, String text) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain")
                .end(text);
    }
}
