package com.plugipay.bench.processes;

import com.plugipay.json.Json;
import com.plugipay.resilience.processes.ChildProcess;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Vert.x itself costs: a server that runs one statement for each request, and answers what the gateway answered once,
 * without signatures, validation and rendering.
 */
public final class BareServer {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PIPELINED = 64;

    /** Far fewer than without pipelining, as none is idle while a statement is on its way. */
    private static final int CONNECTIONS_OF_LOOP = 2;

    private BareServer() {}

    /**
     * What it does.
     *
     * @param isPipelined whether each event loop sends its statements on connections of its own without waiting for answers
     * @param parameters of the statement
     * @param isById whether the last part of the path is one more parameter
     * @param headers of the answer
     * @param body of the answer
     */
    record Settings(
            String databaseUrl,
            int poolSize,
            boolean isPipelined,
            String sql,
            List<String> parameters,
            boolean isById,
            Map<String, String> headers,
            String body) {}

    /** A running one. */
    record Running(ChildProcess process, int port) implements AutoCloseable {
        @Override
        public void close() {
            process.kill();
        }
    }

    static Running start(Settings settings, List<String> jvm) {
        ChildProcess process = ChildProcess.start(jvm, BareServer.class.getName(), Json.text(settings));
        String line = process.awaitLine("Listening ", PATIENCE);
        return new Running(process, Integer.parseInt(line.substring("Listening ".length())));
    }

    public static void main(String[] arguments) {
        Settings settings = Json.read(arguments[0], Settings.class);
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        Optional<SqlClient> pool = settings.isPipelined() ? Optional.empty() : Optional.of(client(vertx, settings));
        vertx.deployVerticle(
                        () -> new Server(settings, pool),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .onComplete(started -> System.out.println("Listening " + Server.port));
    }

    private static SqlClient client(Vertx vertx, Settings settings) {
        PgConnectOptions server = PgConnectOptions.fromUri(settings.databaseUrl())
                .setCachePreparedStatements(true)
                .setPipeliningLimit(settings.isPipelined() ? PIPELINED : 1);
        PoolOptions options =
                new PoolOptions().setMaxSize(settings.isPipelined() ? CONNECTIONS_OF_LOOP : settings.poolSize());
        return settings.isPipelined()
                ? PgBuilder.client()
                        .with(options)
                        .connectingTo(server)
                        .using(vertx)
                        .build()
                : PgBuilder.pool()
                        .with(options)
                        .connectingTo(server)
                        .using(vertx)
                        .build();
    }

    private static final class Server extends VerticleBase {
        private static volatile int port;

        private final Settings settings;
        private final Optional<SqlClient> pool;
        private final Buffer body;

        Server(Settings settings, Optional<SqlClient> pool) {
            this.settings = settings;
            this.pool = pool;
            this.body = Buffer.buffer(settings.body());
        }

        @Override
        public Future<?> start() {
            SqlClient client = pool.orElseGet(() -> client(vertx, settings));
            return vertx.createHttpServer()
                    .requestHandler(request -> answer(request, client))
                    .listen(port, "127.0.0.1")
                    .onSuccess(listening -> port = listening.actualPort());
        }

        private void answer(HttpServerRequest request, SqlClient client) {
            List<Object> parameters = new ArrayList<>(settings.parameters());
            if (settings.isById()) {
                parameters.add(request.path().substring(request.path().lastIndexOf('/') + 1));
            }
            client.preparedQuery(settings.sql())
                    .execute(Tuple.from(parameters))
                    .onSuccess(rows -> {
                        settings.headers().forEach(request.response()::putHeader);
                        request.response().end(body);
                    })
                    .onFailure(failure -> request.response().setStatusCode(500).end(failure.toString()));
        }
    }
}
