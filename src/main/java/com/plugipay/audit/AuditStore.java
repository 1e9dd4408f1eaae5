package com.plugipay.audit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.Horizon;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.json.Json;
import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;

/** Reads the audit log. {@link Write} adds entries to it. */
public final class AuditStore {
    private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {};
    private static final String SELECT = """
            select workspace_id, mode, id, actor_type, actor_id, actor_label, action, object_type, object_id, ip,
                   created_at, details::text
              from audit_log""";
    private static final Map<String, String> FILTERS =
            Map.of("objectId", "object_id", "action", "action", "actorId", "actor_id");

    private static final NamedSql LATEST =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode order by id desc limit 100");

    private final Database database;

    public AuditStore(Database database) {
        this.database = database;
    }

    /** Lists entries, without those before which others may still be committed, see {@link Horizon}. */
    Future<Page<AuditEntry>> list(Tenant tenant, Listing listing) {
        // Most entries are by keys; the index of actors holds those by members.
        List<Listing.Condition> conditions =
                listing.filters().getOrDefault("actorId", "").startsWith("usr_")
                        ? List.of(Listing.Condition.constant("actor_type = 'member'"))
                        : List.of();
        return listing.settled(tenant, database, Horizon.AUDIT_LOG, FILTERS, conditions)
                .compose(query -> database.many(SELECT + query.where(), query.parameters(), AuditStore::read))
                .map(found -> Page.of(listing, found));
    }

    /** The newest entries. */
    public Future<List<AuditEntry>> latest(Tenant tenant) {
        return database.many(LATEST, Values.of(tenant), AuditStore::read);
    }

    private static AuditEntry read(Row row) {
        return new AuditEntry(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                new Actor(
                        Columns.constant(row, "actor_type", Actor.Type.class),
                        row.getString("actor_id"),
                        row.getString("actor_label")),
                row.getString("action"),
                row.getString("object_type"),
                row.getString("object_id"),
                row.getString("ip"),
                Columns.moment(row, "created_at"),
                Json.read(row.getString("details"), DETAILS));
    }
}
