package com.plugipay.db;

import com.plugipay.async.Rounds;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How far events, or entries of the audit log, can be read so that no row is added before those that were read: a reader that
 * continues after the last row it saw misses none.
 *
 * <p>A row's time is taken from the database's clock after its transaction has begun and has locked the table for writing. So
 * uncommitted rows are not older than the oldest transaction that holds this lock, and later rows not older than this query;
 * a transaction that only reads, or changes other tables, has no influence, however long it is open. The rows must be read by
 * a later statement than this one.
 *
 * <p>Exact as long as the database's clock does not go back, all writers use one database role, and {@code track_activities}
 * is on: the times of other roles' transactions are not visible.
 */
public final class Horizon {
    public static final Horizon EVENTS = new Horizon("events", "evt");
    public static final Horizon AUDIT_LOG = new Horizon("audit_log", "aud");

    /** How long a reader waits for uncommitted rows, in all and between two queries. */
    private static final int PATIENCE_MS = 250;

    private static final int PAUSE_MS = 10;

    private final String sql;
    private final String query;

    private Horizon(String table, String prefix) {
        // Every insert holds this lock until its transaction ends; statement_timestamp() is earlier than the query of
        // locks.
        this.sql = """
            timed_id('%2$s', least(statement_timestamp(), (
                       select min(a.xact_start)
                         from pg_locks l join pg_stat_activity a on a.pid = l.pid
                        where l.locktype = 'relation' and l.mode = 'RowExclusiveLock' and l.granted
                          and l.relation = '%1$s'::regclass
                          and l.database = (select oid from pg_database where datname = current_database())
                          and l.pid <> pg_backend_pid())), '')""".formatted(table, prefix);
        this.query =
                "select timed_id('%s', statement_timestamp(), '') as asked_at, %s as horizon".formatted(prefix, sql);
    }

    /** The expression for the first id that may not be read yet, for a statement that looks together with others. */
    public String sql() {
        return sql;
    }

    private record Reading(String askedAt, String horizon) {
        boolean isHeldBack() {
            return horizon.compareTo(askedAt) < 0;
        }
    }

    /**
     * The first id that may not be read by a reader of rows before that id: the id itself, or an earlier one when there are
     * uncommitted rows that may come before it. The id is not later than now by the clock of any node.
     */
    public Future<String> upTo(Statements statements, String id) {
        return look(statements)
                .map(reading -> reading.isHeldBack() && reading.horizon().compareTo(id) < 0 ? reading.horizon() : id);
    }

    /**
     * The first id that may not be read yet. Waits a short time for uncommitted rows: an operator may have left a transaction
     * open.
     */
    public Future<String> settled(Database database) {
        return look(database)
                .compose(reading -> reading.isHeldBack()
                        ? settled(database, reading.askedAt())
                        : Future.succeededFuture(reading.horizon()));
    }

    private Future<String> settled(Database database, String askedAt) {
        AtomicInteger looks = new AtomicInteger(PATIENCE_MS / PAUSE_MS);
        return Rounds.until(() -> database.vertx()
                .timer(PAUSE_MS)
                .compose(due -> look(database))
                .map(again -> looks.decrementAndGet() == 0 || again.horizon().compareTo(askedAt) >= 0
                        ? Optional.of(again.horizon())
                        : Optional.empty()));
    }

    private Future<Reading> look(Statements statements) {
        return statements.run(query, Tuple.tuple()).map(rows -> {
            var row = rows.iterator().next();
            return new Reading(row.getString("asked_at"), row.getString("horizon"));
        });
    }
}
