package com.plugipay.db;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Statements that find few rows by a key and change nothing, each a small part of a millisecond for the database. They do not
 * take a connection from the pool: each event loop has one for all of them, see {@link PipelinedConnection}. A slow statement
 * would delay all that come after it.
 */
final class PointQueries implements Statements {
    private final Vertx vertx;
    private final ConnectionPool connections;
    private final FairQueue queue;
    private final Duration limit;
    private final LongAdder statements;
    private final DatabaseFailures failures;
    private final Map<EventLoop, PipelinedConnection> ofLoops = new ConcurrentHashMap<>();

    /**
     * Makes connections when they are needed.
     *
     * @param limit how long the server may be silent
     * @param statements counts those that are sent
     */
    PointQueries(
            Vertx vertx,
            ConnectionPool connections,
            FairQueue queue,
            Duration limit,
            LongAdder statements,
            DatabaseFailures failures) {
        this.vertx = vertx;
        this.connections = connections;
        this.queue = queue;
        this.limit = limit;
        this.statements = statements;
        this.failures = failures;
    }

    @Override
    public Future<RowSet<Row>> run(String sql, Tuple parameters) {
        return queue.run(Requester.current(), () -> sent(sql, parameters))
                .recover(failure -> Future.failedFuture(failures.translated(failure)));
    }

    private Future<RowSet<Row>> sent(String sql, Tuple parameters) {
        statements.increment();
        ContextInternal caller = (ContextInternal) vertx.getOrCreateContext();
        return ofLoops.computeIfAbsent(
                        caller.nettyEventLoop(), loop -> new PipelinedConnection(caller.unwrap(), connections, limit))
                .run(caller, sql, parameters);
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }
}
