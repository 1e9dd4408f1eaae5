package com.plugipay.support;

import com.plugipay.bus.LocalCodec;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import io.vertx.core.Vertx;

/** The event loops and connections of a second node on the same database. */
public final class SecondNode implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Database database;

    public SecondNode(DatabaseConfig config) {
        LocalCodec.register(vertx);
        database = Database.connect(vertx, config);
    }

    public Database database() {
        return database;
    }

    @Override
    public void close() {
        TestGateway.get(database.close());
        TestGateway.get(vertx.close());
    }
}
