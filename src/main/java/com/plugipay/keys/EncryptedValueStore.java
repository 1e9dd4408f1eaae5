package com.plugipay.keys;

import com.plugipay.db.Database;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys.Place;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is encrypted in the database, of all workspaces: for the master keys' sake, whoever it belongs to. */
public final class EncryptedValueStore {
    private static final String VERSIONS = Arrays.stream(EncryptedColumn.values())
            .map(column -> "select substr(%s, 1, 1) as version from %s where %s and substr(%1$s, 1, 1) <> all ($1)"
                    .formatted(column.column(), column.table(), condition(column)))
            .collect(Collectors.joining(" union "));
    private static final String SAMPLE = """
            select workspace_id, mode, %1$s as key, %2$s as value from %3$s
             where %4$s and substr(%2$s, 1, 1) = $1 limit $2""";
    private static final String AFTER = """
            select workspace_id, mode, %1$s as key, %2$s as value from %3$s
             where %4$s and (workspace_id, mode, %1$s) > ($1, $2, $3)
             order by workspace_id, mode, %1$s limit $4""";

    /** What was changed meanwhile stays as it is. */
    private static final String REPLACE = """
            update %3$s set %2$s = $5 where workspace_id = $1 and mode = $2 and %1$s = $3 and %2$s = $4""";

    private final Database database;

    /** Those of that database. */
    public EncryptedValueStore(Database database) {
        this.database = database;
    }

    /** One of them, with the key of its row. */
    public record Value(EncryptedColumn column, String workspaceId, String mode, String key, Buffer encrypted) {
        /** Where it stands: the secret opens nowhere else. */
        public Place place() {
            return column.of(workspaceId, mode, key);
        }

        /** As it is in the database. */
        public byte[] bytes() {
            return encrypted.getBytes();
        }
    }

    /** The versions that something is encrypted under, but for these. */
    public Future<NavigableSet<Integer>> versionsBesides(Collection<Integer> versions) {
        Buffer[] others = versions.stream().map(EncryptedValueStore::prefix).toArray(Buffer[]::new);
        return database.many(
                        VERSIONS,
                        Tuple.of(others),
                        row -> Byte.toUnsignedInt(row.getBuffer("version").getByte(0)))
                .map(TreeSet::new);
    }

    /** A few that are encrypted under this version, if there are any. */
    public Future<List<Value>> sample(EncryptedColumn column, int version, int most) {
        return database.many(sql(SAMPLE, column), Tuple.of(prefix(version), most), row -> read(column, row));
    }

    /** Those that come next in the order of their rows' keys; empty texts begin. */
    public Future<List<Value>> after(EncryptedColumn column, String workspaceId, String mode, String key, int most) {
        return database.many(sql(AFTER, column), Tuple.of(workspaceId, mode, key, most), row -> read(column, row));
    }

    /** Puts these bytes in its place; false when it has changed or is gone. */
    public Future<Boolean> replace(Value value, byte[] renewed) {
        Tuple parameters =
                Tuple.of(value.workspaceId(), value.mode(), value.key(), value.encrypted(), Buffer.buffer(renewed));
        return database.run(sql(REPLACE, value.column()), parameters).map(rows -> rows.rowCount() > 0);
    }

    private static String sql(String statement, EncryptedColumn column) {
        return statement.formatted(column.key(), column.column(), column.table(), condition(column));
    }

    /** An answer is kept as it is unless it shows a secret. */
    private static String condition(EncryptedColumn column) {
        return (column == EncryptedColumn.KEPT_ANSWER ? "encrypted and " : "") + "octet_length(" + column.column()
                + ") > 0";
    }

    private static Buffer prefix(int version) {
        return Buffer.buffer(new byte[] {(byte) version});
    }

    private static Value read(EncryptedColumn column, Row row) {
        return new Value(
                column,
                row.getString("workspace_id"),
                row.getString("mode"),
                row.getString("key"),
                row.getBuffer("value"));
    }
}
