package com.plugipay.workspaces;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Statements;
import com.plugipay.db.Values;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Workspaces whose time is over, and how far their rows are deleted. Of several nodes one works on a workspace at a time. */
final class WorkspaceDeletionStore {
    private static final NamedSql DUE = NamedSql.of("""
            select id from workspaces where deletion_due_at <= :now
             order by deletion_due_at limit 1 for update skip locked""");

    /** In both modes. The keys are of limited number, as all that is deleted here. */
    private static final NamedSql CLOSE = NamedSql.of("""
            with workspace as (delete from workspaces where id = :workspace),
            noted as (
                insert into deleted_workspaces (id, deleted_at, due_at, is_last, tries)
                values (:workspace, :now, :now, false, 0)),
            team as (delete from members where workspace_id = :workspace),
            invited as (delete from invitations where workspace_id = :workspace),
            accounts as (
                delete from provider_accounts where workspace_id = :workspace and mode in ('test', 'live')),
            endpoints as (
                delete from webhook_endpoints where workspace_id = :workspace and mode in ('test', 'live')),
            keys as (
                delete from api_keys where workspace_id = :workspace and mode in ('test', 'live') returning key_id)
            select key_id from keys""");

    private static final NamedSql NEXT = NamedSql.of("""
            select id, deleted_at, due_at, table_name, position, is_last, tries from deleted_workspaces
             where due_at <= :now
             order by due_at limit 1 for update skip locked""");
    private static final NamedSql RECORD = NamedSql.of("""
            update deleted_workspaces
               set due_at = :due_at, table_name = :table_name, position = :position, is_last = :is_last, tries = :tries
             where id = :id""");

    private final Database database;

    WorkspaceDeletionStore(Database database) {
        this.database = database;
    }

    /** A workspace that is closed, and the ids of its keys. */
    record Closed(String workspaceId, List<String> keyIds) {}

    /**
     * Deletes a workspace whose time is over with all that lets somebody in; its other rows are left. Who takes the deletion
     * back at the same moment waits for the row: either that or this is done.
     */
    Future<Optional<Closed>> close(Instant now) {
        return database.transaction(transaction -> transaction
                .one(DUE, Values.none().and("now", now), row -> row.getString("id"))
                .compose(due -> due.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : close(transaction, due.get(), now).map(Optional::of)));
    }

    private static Future<Closed> close(Statements transaction, String workspaceId, Instant now) {
        Values values = Values.none().and("workspace", workspaceId).and("now", now);
        return transaction
                .many(CLOSE, values, row -> row.getString("key_id"))
                .map(keyIds -> new Closed(workspaceId, keyIds));
    }

    /** Locks the deleted workspace that waits longest, until the end of the transaction. */
    Future<Optional<DeletionProgress>> next(Statements transaction, Instant now) {
        return transaction.one(NEXT, Values.none().and("now", now), WorkspaceDeletionStore::read);
    }

    /** Records how far a deletion is. */
    Future<Void> record(Statements statements, DeletionProgress progress) {
        List<String> position = progress.position();
        return statements
                .run(
                        RECORD,
                        Values.none()
                                .and("id", progress.workspaceId())
                                .and("due_at", progress.dueAt())
                                .and("table_name", progress.table())
                                .and("position", position == null ? null : position.toArray(String[]::new))
                                .and("is_last", progress.isLast())
                                .and("tries", progress.tries()))
                .mapEmpty();
    }

    private static DeletionProgress read(Row row) {
        return new DeletionProgress(
                row.getString("id"),
                Columns.moment(row, "deleted_at"),
                Columns.instant(row, "due_at"),
                row.getString("table_name"),
                row.getArrayOfStrings("position") == null ? null : Columns.texts(row, "position"),
                row.getBoolean("is_last"),
                row.getInteger("tries"));
    }
}
