package com.plugipay.support;

import com.plugipay.db.DatabaseConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * A lock that another transaction holds, as a careless operator's does: whoever needs it waits until it is closed, in the
 * order in which they came.
 */
public final class HeldLock implements AutoCloseable {
    private static final String WAITING = """
            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'""";

    private final Connection holder;
    private final Connection watcher;

    private HeldLock(DatabaseConfig database) throws SQLException {
        this.holder = TestDatabase.open(database);
        this.watcher = TestDatabase.open(database);
        holder.setAutoCommit(false);
    }

    /** Locks a table against reading and writing. */
    public static HeldLock onTable(DatabaseConfig database, String table) throws SQLException {
        HeldLock lock = new HeldLock(database);
        try (Statement statement = lock.holder.createStatement()) {
            statement.execute("lock table " + table + " in access exclusive mode");
        }
        return lock;
    }

    /** Locks a row against writing. */
    public static HeldLock onRow(DatabaseConfig database, String table, String id) throws SQLException {
        HeldLock lock = new HeldLock(database);
        try (PreparedStatement statement =
                lock.holder.prepareStatement("select 1 from " + table + " where id = ? for update")) {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new AssertionError("No " + id + " in " + table);
                }
            }
        }
        return lock;
    }

    /** Waits until that many statements wait for the lock. */
    public void awaitWaiting(int statements) {
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> waiting() >= statements);
    }

    private int waiting() throws SQLException {
        try (Statement statement = watcher.createStatement();
                ResultSet rows = statement.executeQuery(WAITING)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        holder.close();
        watcher.close();
    }
}
