package com.plugipay.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/**
 * Where a statement can be run: what it has changed is committed when its future succeeds, or with the transaction that it
 * is a part of.
 */
public interface Statements {

    Future<RowSet<Row>> run(String sql, Tuple parameters);

    /** The event loops that the answers arrive on. */
    Vertx vertx();
}
