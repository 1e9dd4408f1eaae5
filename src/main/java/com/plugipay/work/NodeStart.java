package com.plugipay.work;

import com.plugipay.db.Database;
import com.plugipay.db.Statements;
import com.plugipay.errors.RepeatedFailureLog;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One start of a node, identified by its number. While the process runs it holds a lock of that number on a connection of its
 * own, which the operating system closes when the process dies for any reason: a node that gets the lock knows, without relying
 * on a clock, that this start has ended. Two running nodes of the same name never take each other's claims.
 *
 * <p>The lock is held in a transaction that does nothing else. This binds the connection to it also behind a pooler, and there
 * is no snapshot that vacuum would have to wait for.
 */
final class NodeStart {
    private static final Logger LOG = LoggerFactory.getLogger(NodeStart.class);
    private static final long RELOCK_AFTER_MS = 1_000;

    private final Database database;
    private final NodeStartStore starts;
    private final String name;
    private final RepeatedFailureLog outage = new RepeatedFailureLog(LOG, "node-lock");
    private volatile int number;
    private volatile boolean ended;
    private volatile @Nullable SqlConnection holding;

    NodeStart(Database database, String name) {
        this.database = database;
        this.starts = new NodeStartStore(database);
        this.name = name;
    }

    int number() {
        return number;
    }

    /**
     * Starts, and ends the earlier starts of the name whose processes have ended.
     *
     * @param endingOthers also runs in the transaction that ends these starts, with their numbers
     */
    Future<Void> begin(BiFunction<Statements, List<Integer>, Future<Void>> endingOthers) {
        return starts.nextNumber()
                .compose(next -> {
                    number = next;
                    return hold();
                })
                .compose(held -> starts.insert(number, name))
                .compose(inserted -> endOthers(endingOthers));
    }

    /** Ends: other nodes may take over the claims of this start. */
    Future<Void> end() {
        ended = true;
        return starts.delete(database, List.of(number)).compose(deleted -> {
            SqlConnection held = holding;
            return held == null ? Future.succeededFuture() : held.close();
        });
    }

    private Future<SqlConnection> hold() {
        return starts.lock(number).map(connection -> {
            holding = connection;
            // The connection is closed after any exception.
            connection.exceptionHandler(failure -> {});
            connection.closeHandler(closed -> holdAgain());
            return connection;
        });
    }

    /** Until the lock is held again, a node of the same name that starts takes over the claims of this one. */
    private void holdAgain() {
        if (!ended) {
            database.vertx()
                    .setTimer(
                            RELOCK_AFTER_MS,
                            tick -> hold().onFailure(failure -> holdAgain())
                                    // A node that took over has deleted the row; without it no node would release the
                                    // claims of this start later.
                                    .compose(held -> starts.insert(number, name).onFailure(failure -> held.close()))
                                    .onComplete(outcome -> outage.note(outcome.cause())));
        }
    }

    /** On the one connection of the transaction: the pool may have no other. */
    private Future<Void> endOthers(BiFunction<Statements, List<Integer>, Future<Void>> ending) {
        return database.transaction(transaction -> starts.lockEnded(transaction, number, name)
                .compose(others -> ending.apply(transaction, others)
                        .compose(over -> starts.delete(transaction, others))
                        .map(deleted -> {
                            if (!others.isEmpty()) {
                                LOG.atInfo()
                                        .addKeyValue("node", name)
                                        .addKeyValue("starts", others)
                                        .log("Released the claims of earlier starts");
                            }
                            return null;
                        })));
    }
}
