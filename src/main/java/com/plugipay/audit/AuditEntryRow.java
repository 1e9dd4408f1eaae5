package com.plugipay.audit;

import com.plugipay.db.Columns;
import com.plugipay.model.Tenant;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log as it is stored.
 *
 * @param texts all columns as texts, in the order in which they are hashed
 * @param at when it was created; null for a time that no entry has
 */
record AuditEntryRow(
        Tenant tenant,
        String id,
        List<@Nullable String> texts,
        @Nullable Instant at) {
    /** The columns to select; the time as seconds since 1970, which depends on no setting of the database. */
    static final String COLUMNS = """
            workspace_id, mode, id, extract(epoch from created_at)::text as created, actor_type, actor_id, actor_label,
            action, object_type, object_id, ip, details::text as details,
            case when isfinite(created_at) then created_at end as created_at""";

    private static final List<String> HASHED = List.of(
            "workspace_id",
            "mode",
            "id",
            "created",
            "actor_type",
            "actor_id",
            "actor_label",
            "action",
            "object_type",
            "object_id",
            "ip",
            "details");

    static AuditEntryRow read(Row row) {
        @Nullable String[] texts = HASHED.stream().map(row::getString).toArray(String[]::new);
        return new AuditEntryRow(
                Columns.tenant(row),
                row.getString("id"),
                Collections.unmodifiableList(Arrays.asList(texts)),
                Columns.instant(row, "created_at"));
    }
}
