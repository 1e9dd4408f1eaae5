package com.plugipay.work;

import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Statements;
import com.plugipay.db.Values;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;

/** The starts of nodes and their advisory locks, in the database; they belong to no workspace. */
final class NodeStartStore {
    /** The class of the nodes' advisory locks: "plug" in ASCII. */
    private static final int LOCKS = 0x706c7567;

    private static final NamedSql NUMBER = NamedSql.of("select nextval('node_start_numbers')::integer as number");

    /** No limit for the idle transaction; the loss of a machine is noticed after a minute and a half. */
    private static final String UNLIMITED = """
            select set_config('idle_in_transaction_session_timeout', '0', true),
                   set_config('tcp_keepalives_idle', '60', true), set_config('tcp_keepalives_interval', '10', true),
                   set_config('tcp_keepalives_count', '3', true)""";

    /** Locks them until the end of the transaction. After a day a start counts as ended, whatever its name. */
    private static final NamedSql LOCK_ENDED = NamedSql.of("""
            with others as materialized (
                select number from node_starts
                 where number <> :number and (name = :name or started_at < now() - interval '1 day'))
            select number from others where pg_try_advisory_xact_lock(:locks, number)""");

    private static final NamedSql INSERT = NamedSql.of("""
            insert into node_starts (number, name, started_at) values (:number, :name, now()) on conflict do nothing""");
    private static final NamedSql DELETE = NamedSql.of("delete from node_starts where number = any (:numbers)");

    private final Database database;

    NodeStartStore(Database database) {
        this.database = database;
    }

    /** A number that no start has had. */
    Future<Integer> nextNumber() {
        return database.one(NUMBER, Values.none(), row -> row.getInteger("number"))
                .map(Optional::orElseThrow);
    }

    /**
     * Opens a connection that holds the lock of a start in a transaction. By the simple protocol: a prepared statement keeps
     * its snapshot until the transaction ends, and no table could be vacuumed for as long as the node runs.
     */
    Future<SqlConnection> lock(int number) {
        return database.ownConnection()
                .compose(connection -> connection
                        .begin()
                        .compose(begun -> connection.query(UNLIMITED).execute())
                        .compose(set -> connection
                                .query("select pg_advisory_xact_lock(" + LOCKS + ", " + number + ")")
                                .execute())
                        .onFailure(failure -> connection.close())
                        .map(connection));
    }

    /** Stores a start, unless it is stored already. */
    Future<?> insert(int number, String name) {
        return database.run(INSERT, Values.none().and("number", number).and("name", name));
    }

    /** Locks the other starts of the name that have ended, until the end of the transaction; gives their numbers. */
    Future<List<Integer>> lockEnded(Statements transaction, int number, String name) {
        return transaction.many(
                LOCK_ENDED,
                Values.none().and("number", number).and("name", name).and("locks", LOCKS),
                row -> row.getInteger("number"));
    }

    /** Deletes starts. */
    Future<?> delete(Statements statements, List<Integer> numbers) {
        return statements.run(DELETE, Values.none().and("numbers", numbers.toArray(Integer[]::new)));
    }
}
