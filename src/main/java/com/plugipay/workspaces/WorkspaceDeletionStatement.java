package com.plugipay.workspaces;

import com.plugipay.db.Columns;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Statements;
import com.plugipay.db.Values;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a batch of the rows that a workspace has in one table, or clears a column of them. A batch begins after the last row
 * of the one before: without that it would read again what the others have deleted, until that is vacuumed away.
 */
final class WorkspaceDeletionStatement {
    private static final int BATCH = 500;

    private final String name;
    private final int most;
    private final NamedSql first;
    private final NamedSql following;

    /** A column of the key, and its type. */
    private record KeyColumn(String name, String type) {
        static KeyColumn of(String text) {
            int space = text.indexOf(' ');
            return space < 0
                    ? new KeyColumn(text, "text")
                    : new KeyColumn(text.substring(0, space), text.substring(space + 1));
        }
    }

    /**
     * What a batch was.
     *
     * @param isFull whether more rows may follow
     * @param hasRows whether it had any
     * @param last the key of its last row; null when it had none
     */
    record Taken(boolean isFull, boolean hasRows, @Nullable List<String> last) {}

    private WorkspaceDeletionStatement(String name, int most, String table, String change, List<KeyColumn> key) {
        this.name = name;
        this.most = most;
        this.first = statement(table, change, key, "");
        String after = String.join(
                ", ",
                IntStream.range(0, key.size())
                        .mapToObj(i -> "(:after::text[])[" + (i + 1) + "]::"
                                + key.get(i).type())
                        .toList());
        this.following = statement(table, change, key, " and (" + names(key, "") + ") > (" + after + ")");
    }

    /**
     * Deletes the rows of a table.
     *
     * @param key the columns of its key after the workspace, each with its type unless that is text
     */
    static WorkspaceDeletionStatement deleting(String table, String... key) {
        return new WorkspaceDeletionStatement(table, BATCH, table, "delete from " + table, columns(key));
    }

    /** The same for a table with so large rows that a batch has only a few. */
    static WorkspaceDeletionStatement deletingLarge(int most, String table, String... key) {
        return new WorkspaceDeletionStatement(table, most, table, "delete from " + table, columns(key));
    }

    /** Clears a column of the rows of a table. */
    static WorkspaceDeletionStatement clearing(String table, String column, String... key) {
        String change = "update " + table + " set " + column + " = null";
        return new WorkspaceDeletionStatement(table + "." + column, BATCH, table, change, columns(key));
    }

    private static List<KeyColumn> columns(String... key) {
        return List.of(key).stream().map(KeyColumn::of).toList();
    }

    private static String names(List<KeyColumn> key, String suffix) {
        return String.join(
                ", ", key.stream().map(column -> column.name() + suffix).toList());
    }

    /** Rows that another transaction has locked are left to the next look at the table. */
    private static NamedSql statement(String table, String change, List<KeyColumn> key, String after) {
        return NamedSql.of(
                """
                with taken as materialized (
                    select ctid as place, %2$s from %1$s
                     where workspace_id = :workspace%6$s
                     order by %2$s limit :most
                       for update skip locked),
                changed as (
                    %5$s
                     where workspace_id = :workspace and ctid = any (array(select place from taken)))
                select (select count(*) from taken) as taken,
                       (select array[%3$s] from taken order by %4$s limit 1) as last""".formatted(table, names(key, ""), names(key, "::text"), names(key, " desc"), change, after));
    }

    /** The table, or the table and its column, by which the progress is recorded. */
    String name() {
        return name;
    }

    /** The statement of a batch that is not the first of its table. */
    NamedSql following() {
        return following;
    }

    /** Runs a batch after this key; null for the first one. */
    Future<Taken> run(Statements statements, String workspaceId, @Nullable List<String> after) {
        Values values = Values.none().and("workspace", workspaceId).and("most", most);
        Future<Optional<Taken>> taken = after == null
                ? statements.one(first, values, this::taken)
                : statements.one(following, values.and("after", after.toArray(String[]::new)), this::taken);
        return taken.map(Optional::orElseThrow);
    }

    private Taken taken(Row row) {
        long rows = row.getLong("taken");
        return new Taken(rows == most, rows > 0, rows == 0 ? null : Columns.texts(row, "last"));
    }
}
