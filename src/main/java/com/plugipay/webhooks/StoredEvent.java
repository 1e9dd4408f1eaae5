package com.plugipay.webhooks;

import com.plugipay.db.Columns;
import com.plugipay.model.Tenant;
import io.vertx.sqlclient.Row;

/** An event as it lies in the database: the payload is what is sent. */
record StoredEvent(Tenant tenant, String id, String type, String payload) {

    static StoredEvent read(Row row) {
        return new StoredEvent(
                Columns.tenant(row), row.getString("id"), row.getString("type"), row.getString("payload"));
    }
}
