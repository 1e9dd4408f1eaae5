package com.plugipay.management;

import com.plugipay.db.Database;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.server.HttpConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Reports the state of the node to the operator's tools: {@code /live}, {@code /ready} and {@code /metrics}. */
public final class ManagementVerticle extends VerticleBase {
    private static final long DATABASE_TIMEOUT_SECONDS = 2;

    private final ManagementConfig config;
    private final Database database;
    private final PrometheusMeterRegistry metrics;
    private final AtomicBoolean serving;
    private @Nullable HttpServer server;

    /** @param serving set while the node takes requests: after it has started, and until it stops */
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
        return HttpConfig.listening(
                listening.requestHandler(this::respond).listen(config.port(), config.host()),
                "management.port",
                config.port());
    }

    /** The port that was bound, which the configuration may have left open. */
    public int port() {
        return Objects.requireNonNull(server).actualPort();
    }

    private void respond(HttpServerRequest request) {
        switch (Objects.requireNonNullElse(request.path(), "")) {
            case "/live" -> text(200, "live\n").to(request);
            case "/ready" -> ready(request);
            case "/metrics" ->
                Reply.of(200, "text/plain; version=0.0.4; charset=utf-8", Buffer.buffer(metrics.scrape()))
                        .to(request);
            default -> text(404, "/live, /ready or /metrics\n").to(request);
        }
    }

    private void ready(HttpServerRequest request) {
        if (!serving.get()) {
            text(503, "starting or stopping\n").to(request);
            return;
        }
        database.answers()
                .timeout(DATABASE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .otherwise(false)
                .map(answers -> answers ? text(200, "ready\n") : text(503, "the database does not answer\n"))
                .onSuccess(reply -> reply.to(request));
    }

    private static Reply text(int status, String text) {
        return Reply.of(status, "text/plain", Buffer.buffer(text));
    }
}
