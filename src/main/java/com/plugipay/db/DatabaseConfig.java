package com.plugipay.db;

/**
 * How to connect to Postgres.
 *
 * @param url {@code postgresql://user:password@host:port/database}, see {@link ConnectionSettings#parse}
 * @param poolSize connections of this node, 1..200
 * @param cachePreparedStatements false behind a pooler in transaction mode
 * @param startTimeoutSeconds how long a node waits at its start for a database that cannot be reached yet, 0..3600
 */
public record DatabaseConfig(String url, int poolSize, boolean cachePreparedStatements, int startTimeoutSeconds) {
    private static final int LONGEST_START_SECONDS = 3_600;

    public DatabaseConfig {
        if (url.isEmpty()) {
            throw new IllegalArgumentException("database.url is missing: set PLUGIPAY_DATABASE_URL to"
                    + " postgresql://user:password@host:5432/database");
        }
        ConnectionSettings.parse(url);
        if (poolSize < 1 || poolSize > 200) {
            throw new IllegalArgumentException("database.poolSize must be from 1 to 200, not " + poolSize);
        }
        if (startTimeoutSeconds < 0 || startTimeoutSeconds > LONGEST_START_SECONDS) {
            throw new IllegalArgumentException("database.startTimeoutSeconds must be from 0 to " + LONGEST_START_SECONDS
                    + ", not " + startTimeoutSeconds);
        }
    }

    /** The same with another number of connections. */
    public DatabaseConfig withPoolSize(int connections) {
        return new DatabaseConfig(url, connections, cachePreparedStatements, startTimeoutSeconds);
    }

    /** The settings of the pool and the migration. */
    ConnectionSettings settings() {
        return ConnectionSettings.parse(url);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseConfig[" + settings() + ", poolSize=" + poolSize + "]";
    }
}
