package com.plugipay.webhooks;

import com.plugipay.db.Columns;
import com.plugipay.workspaces.Tenant;
import io.vertx.sqlclient.Row;

/** Names the lane of an endpoint. */
record LaneKey(Tenant tenant, String endpointId) implements Comparable<LaneKey> {

    static LaneKey read(Row row) {
        return new LaneKey(Columns.tenant(row), row.getString("endpoint_id"));
    }

    String workspaceId() {
        return tenant.workspaceId();
    }

    String mode() {
        return tenant.mode().text();
    }

    /** The order in which every statement locks lanes, so that no two wait for each other. */
    @Override
    public int compareTo(LaneKey other) {
        int byWorkspace = workspaceId().compareTo(other.workspaceId());
        int byMode = byWorkspace != 0 ? byWorkspace : mode().compareTo(other.mode());
        return byMode != 0 ? byMode : endpointId.compareTo(other.endpointId);
    }
}
