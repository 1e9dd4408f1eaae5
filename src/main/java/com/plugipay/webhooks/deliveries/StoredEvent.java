package com.plugipay.webhooks.deliveries;

import com.plugipay.db.Columns;
import com.plugipay.model.Tenant;
import io.vertx.sqlclient.Row;

/** An event as it is stored: the payload is what is sent. */
public record StoredEvent(Tenant tenant, String id, String type, String payload) {

    /** The event in a row. */
    public static StoredEvent read(Row row) {
        return new StoredEvent(
                Columns.tenant(row), row.getString("id"), row.getString("type"), row.getString("payload"));
    }
}
