package com.plugipay.stuck;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.EnumMap;
import java.util.Map;

/** Stuck objects in the database. */
final class StuckStore {
    private static final String SELECT =
            "select workspace_id, mode, id, type, provider, reason, next_try_at, created_at from stuck";

    /** Of all workspaces. */
    private static final NamedSql COUNT = NamedSql.of("select type, count(*) as number from stuck group by type");

    private static final Map<String, String> FILTERS = Map.of("type", "type", "provider", "provider");

    private final Database database;

    StuckStore(Database database) {
        this.database = database;
    }

    Future<Page<Stuck>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, FILTERS);
        return database.many(SELECT + query.where(), query.parameters(), StuckStore::read)
                .map(found -> Page.of(listing, found));
    }

    /** The number of stuck objects by type, of all workspaces. */
    Future<Map<Stuck.Type, Long>> count() {
        return database.run(COUNT, Values.none()).map(rows -> {
            Map<Stuck.Type, Long> numbers = new EnumMap<>(Stuck.Type.class);
            rows.forEach(row -> numbers.put(Columns.constant(row, "type", Stuck.Type.class), row.getLong("number")));
            return numbers;
        });
    }

    private static Stuck read(Row row) {
        return new Stuck(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                Columns.constant(row, "type", Stuck.Type.class),
                row.getString("provider") == null ? null : ProviderKind.of(row.getString("provider")),
                row.getString("reason"),
                Columns.instant(row, "next_try_at"),
                Columns.moment(row, "created_at"));
    }
}
