package com.plugipay.webhooks.deliveries;

import com.plugipay.db.Columns;
import com.plugipay.webhooks.endpoints.EndpointKey;
import com.plugipay.webhooks.endpoints.EventFilter;
import io.vertx.sqlclient.Row;
import java.util.List;

/**
 * An endpoint with the events that it asks for.
 *
 * @param events the filter as it was written, see {@link EventFilter}
 */
public record EndpointSubscription(EndpointKey endpoint, List<String> events) {

    /** The endpoint and its filter in a row. */
    public static EndpointSubscription read(Row row) {
        return new EndpointSubscription(EndpointKey.read(row), Columns.texts(row, "events"));
    }
}
