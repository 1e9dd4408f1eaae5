package com.plugipay.work;

import com.plugipay.db.Columns;
import com.plugipay.model.Tenant;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.function.Function;

/**
 * A claimed row. It becomes an object only when it is processed, so that a row that cannot be read does not stop the others.
 *
 * @param tries how often it was tried, as in the row
 * @param leasedUntil when it is due again if no result is written; no other claim of the row has the same
 */
public record Claimed<T>(Tenant tenant, String id, int tries, Instant leasedUntil, Row row, Function<Row, T> reading) {
    /** A row that is read later; {@code tries} is the name of its column. */
    public static <T> Claimed<T> of(Row row, String tries, Instant leasedUntil, Function<Row, T> reading) {
        return new Claimed<>(
                Columns.tenant(row), row.getString("id"), row.getInteger(tries), leasedUntil, row, reading);
    }

    public T read() {
        return reading.apply(row);
    }
}
