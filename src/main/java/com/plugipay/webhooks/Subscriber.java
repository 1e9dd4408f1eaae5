package com.plugipay.webhooks;

import com.plugipay.db.Columns;
import io.vertx.sqlclient.Row;
import java.util.List;

/**
 * An endpoint, and what it asks for.
 *
 * @param events the filter as it was written, see {@link EventFilter}
 */
record Subscriber(LaneKey lane, List<String> events) {

    static Subscriber read(Row row) {
        return new Subscriber(LaneKey.read(row), Columns.texts(row, "events"));
    }
}
