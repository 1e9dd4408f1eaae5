package com.plugipay.db;

import com.plugipay.async.Rounds;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How far events, or entries of the audit log, can be read so that none comes later that belongs before: a reader that goes on
 * from the last that it saw has then seen each that there is.
 *
 * <p>A row's time is taken from the database's clock after its transaction has begun and has locked the table for
 * writing. So what is written but not committed is not older than the oldest of the transactions that hold this lock, and
 * what will be written not older than this question; a transaction that only reads, or changes other tables, holds back
 * nobody, however long it is open. What is read must be read by a later statement than this one.
 *
 * <p>Exact as long as the database's clock does not go back, all who write do so as one database role, and
 * {@code track_activities} is on: the times of other roles' transactions are not shown.
 */
public final class Horizon {
    public static final Horizon EVENTS = new Horizon("events", "evt");
    public static final Horizon AUDIT_LOG = new Horizon("audit_log", "aud");

    /** How long a reader waits for what was being written when it came, in all and between two looks. */
    private static final int PATIENCE_MS = 250;

    private static final int PAUSE_MS = 10;

    private final String look;

    private Horizon(String table, String prefix) {
        // The lock that every insert holds until its transaction ends; statement_timestamp() is from before the look.
        this.look = """
            select timed_id('%2$s', statement_timestamp(), '') as asked,
                   timed_id('%2$s', least(statement_timestamp(), (
                       select min(a.xact_start)
                         from pg_locks l join pg_stat_activity a on a.pid = l.pid
                        where l.locktype = 'relation' and l.mode = 'RowExclusiveLock' and l.granted
                          and l.relation = '%1$s'::regclass
                          and l.database = (select oid from pg_database where datname = current_database())
                          and l.pid <> pg_backend_pid())), '') as horizon""".formatted(table, prefix);
    }

    private record Looked(String asked, String horizon) {
        boolean isHeldBack() {
            return horizon.compareTo(asked) < 0;
        }
    }

    /**
     * How far somebody may read who has no use for rows from that id on: up to it, or less far when something is being
     * written that may come before. The id is not later than now by the clock of any node.
     */
    public Future<String> upTo(Statements statements, String id) {
        return look(statements)
                .map(looked -> looked.isHeldBack() && looked.horizon().compareTo(id) < 0 ? looked.horizon() : id);
    }

    /**
     * The first id that may not be read yet, for a reader who wants to see what was committed before it asks: what was
     * being written then is waited for, but not for long. Somebody may have a transaction open by hand.
     */
    public Future<String> settled(Database database) {
        return look(database)
                .compose(looked -> looked.isHeldBack()
                        ? settled(database, looked.asked())
                        : Future.succeededFuture(looked.horizon()));
    }

    private Future<String> settled(Database database, String asked) {
        AtomicInteger looks = new AtomicInteger(PATIENCE_MS / PAUSE_MS);
        return Rounds.until(() -> database.vertx()
                .timer(PAUSE_MS)
                .compose(due -> look(database))
                .map(again -> looks.decrementAndGet() == 0 || again.horizon().compareTo(asked) >= 0
                        ? Optional.of(again.horizon())
                        : Optional.empty()));
    }

    private Future<Looked> look(Statements statements) {
        return statements.run(look, Tuple.tuple()).map(rows -> {
            var row = rows.iterator().next();
            return new Looked(row.getString("asked"), row.getString("horizon"));
        });
    }
}
