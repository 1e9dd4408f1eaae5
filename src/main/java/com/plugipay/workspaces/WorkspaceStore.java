package com.plugipay.workspaces;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Workspaces in the database. */
public final class WorkspaceStore {
    private static final NamedSql INSERT = NamedSql.of("""
            insert into workspaces (id, name, created_at, updated_at)
            values (:workspace, :name, :created_at, :updated_at)""");
    private static final NamedSql FIND = NamedSql.of(
            "select id, name, deletion_due_at, created_at, updated_at from workspaces where id = :workspace");
    private static final NamedSql ALL =
            NamedSql.of("select id, name, deletion_due_at, created_at, updated_at from workspaces order by id");

    private static final NamedSql DELETED =
            NamedSql.of("select deleted_at from deleted_workspaces where id = :workspace");

    private final Database database;

    public WorkspaceStore(Database database) {
        this.database = database;
    }

    public Future<Workspace> insert(Workspace workspace) {
        return database.run(
                        INSERT,
                        Values.none()
                                .and("workspace", workspace.id())
                                .and("name", workspace.name())
                                .and("created_at", workspace.createdAt())
                                .and("updated_at", workspace.updatedAt()))
                .map(workspace);
    }

    public Future<Optional<Workspace>> find(String id) {
        return database.one(FIND, Values.none().and("workspace", id), WorkspaceStore::read);
    }

    /** All workspaces, the oldest first. */
    public Future<List<Workspace>> all() {
        return database.many(ALL, Values.none(), WorkspaceStore::read);
    }

    /** When the workspace of this id was deleted; empty if none was. */
    public Future<Optional<Instant>> deletedAt(String id) {
        return database.one(DELETED, Values.none().and("workspace", id), row -> Columns.moment(row, "deleted_at"));
    }

    private static Workspace read(Row row) {
        return new Workspace(
                row.getString("id"),
                row.getString("name"),
                Columns.instant(row, "deletion_due_at"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
