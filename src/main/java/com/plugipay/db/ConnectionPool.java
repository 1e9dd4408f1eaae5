package com.plugipay.db;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The connections to Postgres. Work that has not ended by its deadline is cancelled and its connection closed, which frees
 * its place: a server that hangs, or whose machine has vanished, neither answers nor closes a connection.
 */
final class ConnectionPool {
    private static final int CACHED_STATEMENTS = 512;
    private static final int LONGEST_CACHED_STATEMENT = 16_384;

    /**
     * For each connection. To compile a statement takes longer than any of ours. A plan that was made while a table had few
     * rows would go on to read all of it when it has grown: each of ours finds its rows by an index.
     */
    static final Map<String, String> SETTINGS = Map.of("jit", "off", "enable_seqscan", "off");

    /** More than are ever sent at once. */
    private static final int PIPELINED = 4_096;

    private final Vertx vertx;
    private final PgConnectOptions server;
    private final PgConnectOptions pipelined;
    private final Duration limit;
    private final Pool pool;
    private final ConnectionFactory<PgConnectOptions> unpooled;

    /**
     * Connections are made when they are needed.
     *
     * @param wait how long work waits for a connection
     * @param limit how long the server may be silent while a connection is made
     */
    ConnectionPool(Vertx vertx, DatabaseConfig config, Duration wait, Duration limit) {
        this.vertx = vertx;
        this.limit = limit;
        this.server = config.settings()
                .pool()
                .setCachePreparedStatements(config.cachePreparedStatements())
                .setPreparedStatementCacheMaxSize(CACHED_STATEMENTS)
                .setPreparedStatementCacheSqlFilter(sql -> sql.length() <= LONGEST_CACHED_STATEMENT)
                .setPipeliningLimit(1);
        if (config.cachePreparedStatements()) {
            // A pooler refuses settings that it does not know.
            SETTINGS.forEach(server::addProperty);
        }
        this.pipelined = new PgConnectOptions(server).setPipeliningLimit(PIPELINED);
        PoolOptions options = new PoolOptions()
                .setMaxSize(config.poolSize())
                .setMaxWaitQueueSize(config.poolSize())
                .setConnectionTimeout((int) wait.toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(10)
                .setIdleTimeoutUnit(TimeUnit.MINUTES)
                .setMaxLifetime(30)
                .setMaxLifetimeUnit(TimeUnit.MINUTES);
        NetClientOptions transport = new NetClientOptions()
                .setConnectTimeout((int) wait.toMillis())
                .setIdleTimeout((int) limit.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        this.pool = PgBuilder.pool()
                .with(options)
                .with(transport)
                .connectingTo(server)
                .withConnectHandler(connection -> {
                    allowIdle(connection);
                    connection.close();
                })
                .using(vertx)
                .build();
        this.unpooled = PgDriver.INSTANCE.createConnectionFactory(vertx, transport);
    }

    /** An established connection may be silent: from now on the deadlines of the work on it apply. */
    private static void allowIdle(SqlConnection connection) {
        ChannelPipeline handlers = socket(connection).channelHandlerContext().pipeline();
        if (handlers.get(IdleStateHandler.class) != null) {
            handlers.remove(IdleStateHandler.class);
        }
    }

    /**
     * Runs work on a connection.
     *
     * @param deadline in the time of {@link System#nanoTime}; after it the result is a {@link TimeoutException}
     */
    <T> Future<T> use(long deadline, Function<SqlConnection, Future<T>> work) {
        return pool.getConnection().compose(connection -> {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                connection.close();
                return Future.failedFuture(new TimeoutException("Waited too long for a connection"));
            }
            // The statement fails as well. Without a handler, Vert.x prints the stack trace.
            connection.exceptionHandler(failure -> {});
            Future<T> result = Future.succeededFuture(connection).compose(work);
            return result.timeout(left, TimeUnit.NANOSECONDS).onComplete(ended -> {
                if (result.isComplete()) {
                    connection.close();
                } else {
                    abandon(connection, result);
                }
            });
        });
    }

    /** Ends the work on the server, if that can be reached, and closes the connection. */
    private void abandon(SqlConnection connection, Future<?> result) {
        // Only when the pool has noticed that it is closed: nobody else must get it.
        result.onComplete(
                ended -> socket(connection).channelHandlerContext().executor().execute(() -> connection.close()));
        cut(connection);
    }

    /** Ends what a connection does on the server, if that can be reached, and closes it. */
    static void cut(SqlConnection connection) {
        PgConnection.cast(connection).cancelRequest();
        socket(connection).close();
    }

    private static NetSocketInternal socket(SqlConnection connection) {
        return ((SocketConnectionBase)
                        ((SqlConnectionInternal) connection).unwrap().unwrap())
                .socket();
    }

    /** Makes a connection outside the pool. */
    Future<SqlConnection> connect() {
        return connect(vertx.getOrCreateContext(), server);
    }

    /** Makes a connection outside the pool that does not wait for an answer before it sends the next statement. */
    Future<SqlConnection> connectPipelined(Context context) {
        return connect(context, pipelined);
    }

    private Future<SqlConnection> connect(Context context, PgConnectOptions options) {
        Future<SqlConnection> connecting = unpooled.connect(context, options).onSuccess(ConnectionPool::allowIdle);
        return connecting
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(failure -> connecting.onSuccess(SqlConnection::close));
    }

    Future<Void> close() {
        return pool.close().eventually(() -> Future.<Void>future(unpooled::close));
    }
}
