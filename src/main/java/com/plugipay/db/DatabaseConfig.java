package com.plugipay.db;

/**
 * How to connect to Postgres.
 *
 * @param url {@code postgresql://user:password@host:port/database}, see {@link ConnectionSettings#parse}
 * @param poolSize connections of this node, 1..200
 * @param cachePreparedStatements false behind a pooler in transaction mode
 */
public record DatabaseConfig(String url, int poolSize, boolean cachePreparedStatements) {
    public DatabaseConfig {
        if (url.isEmpty()) {
            throw new IllegalArgumentException("database.url is missing: set PLUGIPAY_DATABASE_URL to"
                    + " postgresql://user:password@host:5432/database");
        }
        ConnectionSettings.parse(url);
        if (poolSize < 1 || poolSize > 200) {
            throw new IllegalArgumentException("database.poolSize must be from 1 to 200, not " + poolSize);
        }
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
