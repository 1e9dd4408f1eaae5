package com.plugipay.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs statements. Their changes are committed when the future of a statement succeeds, or together with the transaction
 * that they are a part of.
 */
public interface Statements {

    Future<RowSet<Row>> run(String sql, Tuple parameters);

    /** The event loops on which results arrive. */
    Vertx vertx();

    /** Runs a statement with named parameters. */
    default Future<RowSet<Row>> run(NamedSql sql, Values values) {
        return run(sql.sql(), sql.parameters(values));
    }

    /** The first row of the result; empty when there is none. */
    default <T> Future<Optional<T>> one(NamedSql sql, Values values, Function<Row, T> read) {
        return one(sql.sql(), sql.parameters(values), read);
    }

    /** The first row of the result; empty when there is none. */
    default <T> Future<Optional<T>> one(String sql, Tuple parameters, Function<Row, T> read) {
        return run(sql, parameters).map(rows -> {
            for (Row row : rows) {
                return Optional.of(read.apply(row));
            }
            return Optional.empty();
        });
    }

    /** The rows of the result, in its order. */
    default <T> Future<List<T>> many(NamedSql sql, Values values, Function<Row, T> read) {
        return many(sql.sql(), sql.parameters(values), read);
    }

    /** The rows of the result, in its order. */
    default <T> Future<List<T>> many(String sql, Tuple parameters, Function<Row, T> read) {
        return run(sql, parameters).map(rows -> {
            List<T> found = new ArrayList<>(rows.size());
            rows.forEach(row -> found.add(read.apply(row)));
            return found;
        });
    }
}
