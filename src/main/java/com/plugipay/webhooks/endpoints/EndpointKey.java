package com.plugipay.webhooks.endpoints;

import com.plugipay.db.Columns;
import com.plugipay.model.Tenant;
import io.vertx.sqlclient.Row;
import java.util.Comparator;

/** Identifies an endpoint and its queue of deliveries. */
public record EndpointKey(Tenant tenant, String endpointId) implements Comparable<EndpointKey> {
    /** The order in which every statement locks queues, so that there are no deadlocks. */
    private static final Comparator<EndpointKey> LOCK_ORDER = Comparator.comparing(EndpointKey::workspaceId)
            .thenComparing(EndpointKey::mode)
            .thenComparing(EndpointKey::endpointId);

    /** The key in the columns {@code workspace_id}, {@code mode} and {@code endpoint_id}. */
    public static EndpointKey read(Row row) {
        return new EndpointKey(Columns.tenant(row), row.getString("endpoint_id"));
    }

    public String workspaceId() {
        return tenant.workspaceId();
    }

    /** The mode as text, as the database has it. */
    public String mode() {
        return tenant.mode().text();
    }

    @Override
    public int compareTo(EndpointKey other) {
        return LOCK_ORDER.compare(this, other);
    }
}
