package com.plugipay.db;

import com.plugipay.async.Rounds;
import com.plugipay.errors.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/**
 * The pool of connections to Postgres; nothing else connects to it.
 *
 * <p>Every statement is prepared, cached and sent in one round trip. When the database is unavailable or hangs, its queue is
 * full, or it has ended the statement for a temporary reason, the future fails with {@link ErrorCode#UNAVAILABLE}; it is then
 * unknown whether the statement was committed.
 */
public final class Database implements Statements {
    /** The waiting statements of one workspace. A caller that waits sends no more; a refused one tries again at once. */
    private static final int QUEUED_PER_CONNECTION = 50;

    private static final int QUEUED_IN_ALL_PER_CONNECTION = 200;

    /** More than are needed to keep the database busy, and few enough for fair turns. */
    private static final int POINT_QUERIES_PER_CORE = 16;

    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    /** A deadlock, and a conflict of transactions: the database has undone the work, which may go well the next time. */
    private static final Set<String> UNDONE = Set.of("40P01", "40001");

    private static final int MOST_UNDONE = 3;

    private final Vertx vertx;
    private final ConnectionPool pool;
    private final FairQueue queue;
    private final LongAdder statements = new LongAdder();
    private final Statements pointQueries;
    private final Duration limit;

    private final DatabaseFailures failures = new DatabaseFailures();

    private Database(Vertx vertx, DatabaseConfig config, int connectionsOfOne, Duration limit, LongConsumer waits) {
        int connections = config.poolSize();
        this.vertx = vertx;
        this.pool = new ConnectionPool(vertx, config, WAIT_FOR_CONNECTION, limit);
        this.limit = limit;
        this.queue = new FairQueue(
                vertx,
                new FairQueue.Limits(
                        connections,
                        connectionsOfOne,
                        connections * QUEUED_PER_CONNECTION,
                        connections * QUEUED_IN_ALL_PER_CONNECTION,
                        WAIT_FOR_CONNECTION.toMillis()),
                waits);
        // A pooler gives each statement another connection.
        this.pointQueries =
                config.cachePreparedStatements() ? pointQueries(connections, connectionsOfOne, waits) : this;
    }

    private Statements pointQueries(int connections, int connectionsOfOne, LongConsumer waits) {
        int places = POINT_QUERIES_PER_CORE * Runtime.getRuntime().availableProcessors();
        FairQueue.Limits limits = new FairQueue.Limits(
                places,
                Math.max(1, places * connectionsOfOne / connections),
                places * QUEUED_PER_CONNECTION,
                places * QUEUED_IN_ALL_PER_CONNECTION,
                WAIT_FOR_CONNECTION.toMillis());
        return new PointQueries(vertx, pool, new FairQueue(vertx, limits, waits), limit, statements, failures);
    }

    /** Opens the pool. Every workspace may use all of it; connections are made when they are needed. */
    public static Database connect(Vertx vertx, DatabaseConfig config) {
        return connect(vertx, config, 100, nanoseconds -> {});
    }

    /**
     * Opens the pool, of which the requests for one workspace may use that many percent.
     *
     * @param waits takes the nanoseconds that each statement or transaction has waited for a connection, also 0
     */
    public static Database connect(Vertx vertx, DatabaseConfig config, int percentOfOneWorkspace, LongConsumer waits) {
        int connectionsOfOne = Math.max(1, config.poolSize() * percentOfOneWorkspace / 100);
        return new Database(vertx, config, connectionsOfOne, ANSWER_WITHIN, waits);
    }

    /** Opens the pool with another limit on the time of a statement or transaction, for tests. */
    static Database connect(Vertx vertx, DatabaseConfig config, Duration limit) {
        return new Database(vertx, config, config.poolSize(), limit, nanoseconds -> {});
    }

    /** Migrates the schema; blocks, and is called once at start. */
    public static void migrate(DatabaseConfig config) {
        Flyway flyway = Flyway.configure(Database.class.getClassLoader())
                .dataSource(config.settings().migration())
                .validateMigrationNaming(true)
                .load();
        MigrationInfo newest = flyway.info().current();
        if (newest != null && newest.getState() == MigrationState.FUTURE_SUCCESS) {
            throw new IllegalArgumentException(
                    "the database was brought up to date by a newer version of Plugipay (schema " + newest.getVersion()
                            + "); start that version, or a newer one");
        }
        flyway.migrate();
    }

    /**
     * Runs one statement. A statement that the database has ended because of a deadlock or a conflict has changed
     * nothing and is run again.
     */
    @Override
    public Future<RowSet<Row>> run(String sql, Tuple parameters) {
        return repeated(() -> once(sql, parameters))
                .recover(failure -> Future.failedFuture(failures.translated(failure)));
    }

    /**
     * Runs statements that find few rows by a key and change nothing, without waiting for a connection of the pool. They share
     * one connection for each event loop: a slow one would delay the others.
     */
    public Statements pointQueries() {
        return pointQueries;
    }

    private Future<RowSet<Row>> once(String sql, Tuple parameters) {
        statements.increment();
        return queued(connection -> connection.preparedQuery(sql).execute(parameters));
    }

    /** Repeats the work a few times when the database has ended it because of a deadlock or a conflict. */
    private static <T> Future<T> repeated(Supplier<Future<T>> work) {
        return work.get().recover(failure -> isUndone(failure) ? again(work) : Future.failedFuture(failure));
    }

    private static <T> Future<T> again(Supplier<Future<T>> work) {
        AtomicInteger undone = new AtomicInteger(1);
        return Rounds.until(() -> work.get()
                        .map(result -> Optional.of(Optional.ofNullable(result)))
                        .recover(failure -> isUndone(failure) && undone.getAndIncrement() < MOST_UNDONE
                                ? Future.succeededFuture(Optional.empty())
                                : Future.failedFuture(failure)))
                .map(result -> result.orElse(null));
    }

    private static boolean isUndone(Throwable failure) {
        return failure instanceof PgException refused
                && UNDONE.contains(Optional.ofNullable(refused.getSqlState()).orElse(""));
    }

    /**
     * Runs statements as one transaction, which commits when the work succeeds. The work must wait for nothing but these
     * statements: a long transaction delays the vacuum of every table. The work is run again from its beginning when the
     * database has ended it because of a deadlock or a conflict.
     */
    public <T> Future<T> transaction(Function<Transaction, Future<T>> work) {
        return repeated(() -> queued(connection -> inTransaction(connection, work)))
                .recover(failure -> Future.failedFuture(failures.translated(failure)));
    }

    private <T> Future<T> inTransaction(SqlConnection connection, Function<Transaction, Future<T>> work) {
        return connection
                .begin()
                .compose(begun -> Future.succeededFuture(new Transaction(connection))
                        .compose(work)
                        .compose(
                                result -> begun.commit().map(result),
                                failure -> begun.rollback().transform(ended -> Future.failedFuture(failure))));
    }

    /** Runs the work on a connection when it is the requester's turn; its wait is a part of its time. */
    private <T> Future<T> queued(Function<SqlConnection, Future<T>> work) {
        long deadline = deadline();
        return queue.run(Requester.current(), () -> pool.use(deadline, work));
    }

    private long deadline() {
        return System.nanoTime() + limit.toNanos();
    }

    /** Whether more statements wait for a connection than have one; work that can wait should pause then. */
    public boolean isCrowded() {
        return queue.isCrowded();
    }

    /** Whether more statements of requests wait for a connection than there are connections; work should leave time to them. */
    public boolean isCrowdedByRequests() {
        return queue.isCrowdedByRequests();
    }

    /** A running transaction. */
    public final class Transaction implements Statements {
        private final SqlConnection connection;

        private Transaction(SqlConnection connection) {
            this.connection = connection;
        }

        /** Runs a statement, whose changes are committed with the transaction. */
        @Override
        public Future<RowSet<Row>> run(String sql, Tuple parameters) {
            statements.increment();
            return connection.preparedQuery(sql).execute(parameters);
        }

        @Override
        public Vertx vertx() {
            return vertx;
        }
    }

    /** A connection outside the pool, for locks that last as long as it is open. */
    public Future<SqlConnection> ownConnection() {
        return pool.connect();
    }

    /** Whether the database answers. */
    public Future<Boolean> answers() {
        return pool.use(deadline(), connection -> connection.query("select 1").execute())
                .map(true)
                .otherwise(false);
    }

    /** How many statements wait for a connection. */
    public int waiting() {
        return queue.waiting();
    }

    /** How many statements were sent since start; tests count those of a request. */
    public long statements() {
        return statements.sum();
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    public Future<Void> close() {
        return pool.close();
    }
}
