package com.plugipay.auth;

import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.util.Optional;

/** The workspaces for which a platform acts: those that it has provisioned. */
public final class PlatformStore {
    private static final NamedSql WORKSPACE = NamedSql.of("""
            select workspace_id from provisioned_workspaces
             where platform_id = :workspace and account_id = :named and %1$s
            union all
            select workspace_id from provisioned_workspaces
             where workspace_id = :named and platform_id = :workspace and %1$s
            limit 1""".formatted(ExistingWorkspaces.only("workspace_id")));

    private final Database database;

    public PlatformStore(Database database) {
        this.database = database;
    }

    /** The workspace and mode that a platform means by this id, its own or that of the workspace; empty when it has none. */
    public Future<Optional<Tenant>> find(Tenant platform, String named) {
        Values values = Values.none().and("workspace", platform.workspaceId()).and("named", named);
        return database.pointQueries()
                .one(WORKSPACE, values, row -> new Tenant(row.getString("workspace_id"), platform.mode()));
    }
}
