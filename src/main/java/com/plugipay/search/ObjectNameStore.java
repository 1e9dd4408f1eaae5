package com.plugipay.search;

import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;

/** Reads the names of many objects at once. */
final class ObjectNameStore {
    private static final NamedSql FIND = NamedSql.of("""
            select id, coalesce(name, email) as name from customers
             where workspace_id = :workspace and mode = :mode and id = any (:ids) and coalesce(name, email) is not null
             union all
            select id, name from plans where workspace_id = :workspace and mode = :mode and id = any (:ids)""");

    private final Database database;

    ObjectNameStore(Database database) {
        this.database = database;
    }

    /** The names of these objects, as far as they have one. */
    Future<List<ObjectName>> find(Tenant tenant, Collection<String> ids) {
        return database.many(
                FIND,
                Values.of(tenant).and("ids", ids.toArray(String[]::new)),
                row -> new ObjectName(row.getString("id"), row.getString("name")));
    }
}
