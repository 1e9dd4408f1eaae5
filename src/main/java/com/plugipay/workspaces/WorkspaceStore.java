package com.plugipay.workspaces;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** Workspaces in the database. */
public final class WorkspaceStore {
    private static final String INSERT =
            "insert into workspaces (id, name, created_at, updated_at) values ($1, $2, $3, $4)";
    private static final String FIND = "select id, name, created_at, updated_at from workspaces where id = $1";

    private final Database database;

    public WorkspaceStore(Database database) {
        this.database = database;
    }

    public Future<Workspace> insert(Workspace workspace) {
        return database.run(
                        INSERT,
                        Tuple.of(
                                workspace.id(),
                                workspace.name(),
                                Columns.time(workspace.createdAt()),
                                Columns.time(workspace.updatedAt())))
                .map(workspace);
    }

    public Future<Optional<Workspace>> find(String id) {
        return database.one(FIND, Tuple.of(id), WorkspaceStore::read);
    }

    private static Workspace read(Row row) {
        return new Workspace(
                row.getString("id"),
                row.getString("name"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
