package com.plugipay.webhooks;

import com.plugipay.db.Columns;
import com.plugipay.model.Tenant;
import io.vertx.sqlclient.Row;
import java.util.Comparator;

/** Names the lane of an endpoint. */
record LaneKey(Tenant tenant, String endpointId) implements Comparable<LaneKey> {
    /** The order in which every statement locks lanes, so that no two wait for each other. */
    private static final Comparator<LaneKey> LOCKED = Comparator.comparing(LaneKey::workspaceId)
            .thenComparing(LaneKey::mode)
            .thenComparing(LaneKey::endpointId);

    static LaneKey read(Row row) {
        return new LaneKey(Columns.tenant(row), row.getString("endpoint_id"));
    }

    String workspaceId() {
        return tenant.workspaceId();
    }

    String mode() {
        return tenant.mode().text();
    }

    @Override
    public int compareTo(LaneKey other) {
        return LOCKED.compare(this, other);
    }
}
