package com.plugipay.work;

import com.plugipay.db.Database;
import com.plugipay.db.Statements;
import com.plugipay.errors.RepeatedFailureLog;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One start of a node, by its number. For as long as it lives it holds a lock of that number on a connection of its own, which
 * the operating system closes when the process dies, however that comes about: whoever can have the lock knows that this
 * start is no more, at once and by no clock. So two that live under one name never take anything from each other.
 *
 * <p>It is held in a transaction that does nothing else, which binds the connection to it also behind a pooler, and has no
 * snapshot that vacuum would have to wait for.
 */
final class NodeStart {
    private static final Logger LOG = LoggerFactory.getLogger(NodeStart.class);
    private static final long HELD_AGAIN_AFTER_MS = 1_000;

    /** Of all advisory locks in a database, those of nodes: "plug" in ASCII. */
    private static final int LOCKS = 0x706c7567;

    private static final String NUMBER = "select nextval('node_start_numbers')::integer as number";

    /** However long it lives; but of a machine that is gone without a word the database knows after a minute and a half. */
    private static final String UNLIMITED = """
            select set_config('idle_in_transaction_session_timeout', '0', true),
                   set_config('tcp_keepalives_idle', '60', true), set_config('tcp_keepalives_interval', '10', true),
                   set_config('tcp_keepalives_count', '3', true)""";

    /** In a transaction, whose end is the locks' end. After a day nothing is held any more, whatever the name. */
    private static final String DEAD = """
            with others as materialized (
                select number from node_starts
                 where number <> $1 and (name = $2 or started_at < now() - interval '1 day'))
            select number from others where pg_try_advisory_xact_lock($3, number)""";

    private static final String BEGIN = """
            insert into node_starts (number, name, started_at) values ($1, $2, now()) on conflict do nothing""";
    private static final String END = "delete from node_starts where number = any ($1)";

    private final Database database;
    private final String name;
    private final RepeatedFailureLog outage = new RepeatedFailureLog(LOG, "node-lock");
    private volatile int number;
    private volatile boolean ended;
    private volatile @Nullable SqlConnection holding;

    NodeStart(Database database, String name) {
        this.database = database;
        this.name = name;
    }

    int number() {
        return number;
    }

    /** Begins, and ends the earlier starts of the name that are no more, with what is to be done about each of them. */
    Future<Void> begin(BiFunction<Statements, List<Integer>, Future<Void>> endingOthers) {
        return database.one(NUMBER, Tuple.tuple(), row -> row.getInteger("number"))
                .compose(next -> {
                    number = next.orElseThrow();
                    return hold();
                })
                .compose(held -> enter())
                .compose(begun -> endOthers(endingOthers));
    }

    /** After this somebody else may do what this start had begun. */
    Future<Void> end() {
        ended = true;
        return database.run(END, Tuple.of(new Integer[] {number})).compose(deleted -> {
            SqlConnection held = holding;
            return held == null ? Future.succeededFuture() : held.close();
        });
    }

    /**
     * By the simple protocol: what was prepared stays open with its snapshot until the transaction ends, and no table could
     * be vacuumed for as long as a node lives.
     */
    private Future<SqlConnection> hold() {
        return database.ownConnection()
                .compose(connection -> connection
                        .begin()
                        .compose(begun -> connection.query(UNLIMITED).execute())
                        .compose(set -> connection
                                .query("select pg_advisory_xact_lock(%d, %d)".formatted(LOCKS, number))
                                .execute())
                        .onFailure(failure -> connection.close())
                        .map(locked -> {
                            holding = connection;
                            // Whatever happens to it, it is closed then.
                            connection.exceptionHandler(failure -> {});
                            connection.closeHandler(closed -> holdAgain());
                            return connection;
                        }));
    }

    private Future<?> enter() {
        return database.run(BEGIN, Tuple.of(number, name));
    }

    /** Until then somebody of the same name who starts just now takes this one for dead, and may do twice what it does. */
    private void holdAgain() {
        if (!ended) {
            database.vertx()
                    .setTimer(
                            HELD_AGAIN_AFTER_MS,
                            tick -> hold().onFailure(failure -> holdAgain())
                                    // Who took it for dead has deleted its row; without it nobody would give back what
                                    // it leaves one day.
                                    .compose(held -> enter().onFailure(failure -> held.close()))
                                    .onComplete(outcome -> outage.note(outcome.cause())));
        }
    }

    /** On the one connection of the transaction: the pool may have no other. */
    private Future<Void> endOthers(BiFunction<Statements, List<Integer>, Future<Void>> ending) {
        return database.transaction(transaction -> transaction
                .run(DEAD, Tuple.of(number, name, LOCKS))
                .map(NodeStart::numbers)
                .compose(dead -> ending.apply(transaction, dead)
                        .compose(done -> transaction.run(END, Tuple.of(dead.toArray(Integer[]::new))))
                        .map(deleted -> {
                            if (!dead.isEmpty()) {
                                LOG.atInfo()
                                        .addKeyValue("node", name)
                                        .addKeyValue("starts", dead)
                                        .log("Took over what earlier starts had left");
                            }
                            return null;
                        })));
    }

    private static List<Integer> numbers(RowSet<Row> rows) {
        List<Integer> numbers = new ArrayList<>();
        rows.forEach(row -> numbers.add(row.getInteger("number")));
        return numbers;
    }
}
