package com.plugipay.weather;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A lock on a table, as a careless operator's transaction holds it: whoever needs the table waits until it is closed. */
final class TableLock implements AutoCloseable {
    private static final String WAITING = """
            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'""";

    private final Connection holder;
    private final Connection watcher;

    private TableLock(Connection holder, Connection watcher) {
        this.holder = holder;
        this.watcher = watcher;
    }

    static TableLock on(DatabaseConfig database, String table) throws SQLException {
        TableLock lock = new TableLock(TestDatabase.open(database), TestDatabase.open(database));
        lock.holder.setAutoCommit(false);
        try (Statement statement = lock.holder.createStatement()) {
            statement.execute("lock table " + table + " in access exclusive mode");
        }
        return lock;
    }

    /** Waits until that many statements wait for it. */
    void awaitWaiting(int statements) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> waiting() >= statements);
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
