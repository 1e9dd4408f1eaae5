package com.plugipay.support;

import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.sandbox.DevelopmentDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real, durable PostgreSQL server, started once for all tests; each test that needs one gets its own database. */
public final class TestDatabase {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabase() {}

    private static final class Shared {
        static final EmbeddedPostgres SERVER = startServer();
    }

    /** A server of its own, for tests that stop it. */
    public static EmbeddedPostgres startServer() {
        try {
            EmbeddedPostgres server =
                    DevelopmentDatabase.start(TestDirectory.create().resolve("postgres"), 0);
            TestDirectory.atTheEnd(server::close);
            return server;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Each migrated once, which takes a second; the others are copies of them, which take a tenth of one. */
    private static final class Originals {
        static final DatabaseConfig PLAIN = migrated();
        static final DatabaseConfig CHECKED = checked();

        private static DatabaseConfig migrated() {
            DatabaseConfig config = createEmpty(1);
            Database.migrate(config);
            return config;
        }

        private static DatabaseConfig checked() {
            DatabaseConfig config = copyOf(PLAIN);
            try (Connection connection = open(config);
                    Statement statement = connection.createStatement()) {
                DocumentedStates.hold(statement);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
            return config;
        }
    }

    /** A new, migrated database on the shared server, which enforces the documented state machines. */
    public static DatabaseConfig create() {
        return create(20);
    }

    /** The same with a pool of that size. */
    public static DatabaseConfig create(int poolSize) {
        return copyOf(Originals.CHECKED, poolSize);
    }

    /** The same as in production: it does not check changes of state, and is not slowed down by that. */
    public static DatabaseConfig createPlain(int poolSize) {
        return copyOf(Originals.PLAIN, poolSize);
    }

    /** A new database with all that is in this one, to which nobody is connected. */
    public static DatabaseConfig copyOf(DatabaseConfig original) {
        return copyOf(original, original.poolSize());
    }

    private static DatabaseConfig copyOf(DatabaseConfig original, int poolSize) {
        String url = original.url();
        return create(" template " + url.substring(url.lastIndexOf('/') + 1), poolSize);
    }

    /** A new database without a schema. */
    public static DatabaseConfig createEmpty(int poolSize) {
        return create("", poolSize);
    }

    private static DatabaseConfig create(String options, int poolSize) {
        String name = "test" + NUMBER.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(jdbc("postgres"), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + options);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return config(Shared.SERVER, name, poolSize);
    }

    /** How to reach a database on a server. */
    public static DatabaseConfig config(EmbeddedPostgres server, String name, int poolSize) {
        return new DatabaseConfig(
                "postgresql://postgres:postgres@127.0.0.1:" + server.getPort() + '/' + name, poolSize, true, 0);
    }

    /** A plain connection to a database, without the gateway. */
    public static Connection open(DatabaseConfig config) {
        try {
            String url = config.url().replaceFirst("^postgresql://[^@]*@", "jdbc:postgresql://");
            return DriverManager.getConnection(url, "postgres", "postgres");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String jdbc(String name) {
        return "jdbc:postgresql://127.0.0.1:" + Shared.SERVER.getPort() + '/' + name;
    }
}
