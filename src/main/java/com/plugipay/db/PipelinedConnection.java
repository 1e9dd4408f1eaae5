package com.plugipay.db;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.PromiseInternal;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection of one event loop, on which statements are sent without waiting for the answers to those before. It is made when
 * it is needed, and again after it was closed; with it fail all statements that are on their way. Everything here happens on
 * that event loop.
 */
final class PipelinedConnection {
    /** How often is looked whether the server is still answering; there is no timer for each statement. */
    private static final Duration WATCH = Duration.ofSeconds(1);

    /** After that nobody needs it; and what lies between may forget a silent connection, and tell nobody. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final ContextInternal context;
    private final ConnectionPool connections;
    private final Duration limit;
    private @Nullable Future<SqlConnection> connection;
    private int onTheirWay;

    /** When the last answer came, or the first of the statements was sent that have none; in the time of nanoTime. */
    private long lastSign;

    /**
     * Its statements are sent on that event loop.
     *
     * @param limit how long the server may be silent while a statement is on its way; the connection is closed then
     */
    PipelinedConnection(ContextInternal context, ConnectionPool connections, Duration limit) {
        this.context = context;
        this.connections = connections;
        this.limit = limit;
    }

    /** Sends a statement; its result arrives on the context of the caller. */
    Future<RowSet<Row>> run(ContextInternal caller, String sql, Tuple parameters) {
        PromiseInternal<RowSet<Row>> result = caller.promise();
        if (context.inThread()) {
            send(sql, parameters, result);
        } else {
            context.runOnContext(now -> send(sql, parameters, result));
        }
        return result.future();
    }

    private void send(String sql, Tuple parameters, Promise<RowSet<Row>> result) {
        Future<SqlConnection> open = connection == null ? open() : connection;
        if (onTheirWay++ == 0) {
            lastSign = System.nanoTime();
        }
        Future<RowSet<Row>> answer = open.succeeded()
                ? open.result().preparedQuery(sql).execute(parameters)
                : open.compose(opened -> opened.preparedQuery(sql).execute(parameters));
        answer.onComplete(answered -> {
            onTheirWay--;
            lastSign = System.nanoTime();
            result.handle(answered);
        });
    }

    private Future<SqlConnection> open() {
        Future<SqlConnection> opening = connections.connectPipelined(context);
        connection = opening;
        opening.onFailure(failure -> forget(opening)).onSuccess(opened -> {
            long watch = context.setPeriodic(WATCH.toMillis(), now -> closeIfUseless(opening, opened));
            // The statements fail as well. Without a handler, Vert.x prints the stack trace.
            opened.exceptionHandler(failure -> {});
            opened.closeHandler(closed -> {
                context.owner().cancelTimer(watch);
                forget(opening);
            });
        });
        return opening;
    }

    /** From now on statements get another one; it may be there already. */
    private void forget(Future<SqlConnection> ended) {
        if (ended.equals(connection)) {
            connection = null;
        }
    }

    private void closeIfUseless(Future<SqlConnection> opening, SqlConnection opened) {
        Duration since = Duration.ofNanos(System.nanoTime() - lastSign);
        if (onTheirWay > 0 && since.compareTo(limit) > 0) {
            forget(opening);
            ConnectionPool.cut(opened);
        } else if (onTheirWay == 0 && since.compareTo(IDLE) > 0) {
            forget(opening);
            opened.close();
        }
    }
}
