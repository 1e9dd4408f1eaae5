package com.plugipay.keys;

import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys.Place;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The encrypted values of all workspaces in the database, for operators who change master keys. */
public final class EncryptedValueStore {
    private static final NamedSql VERSIONS = NamedSql.of(Arrays.stream(EncryptedColumn.values())
            .map(column -> sql(column, """
                    select substr(%2$s, 1, 1) as version from %3$s
                     where %4$s and substr(%2$s, 1, 1) <> all (:versions)"""))
            .collect(Collectors.joining("\nunion\n")));
    private static final Map<EncryptedColumn, NamedSql> SAMPLE = each("""
            select %5$s as workspace_id, %6$s as mode, %1$s as key, %2$s as value from %3$s
             where %4$s and substr(%2$s, 1, 1) = :version limit :most""");
    private static final Map<EncryptedColumn, NamedSql> AFTER = each("""
            select %5$s as workspace_id, %6$s as mode, %1$s as key, %2$s as value from %3$s
             where %4$s and (%5$s, %6$s, %1$s) > (:workspace, :mode, :key)
             order by %5$s, %6$s, %1$s limit :most""");

    /** A value that was changed meanwhile stays as it is. */
    private static final Map<EncryptedColumn, NamedSql> REPLACE = each("""
            update %3$s set %2$s = :renewed
             where %5$s = :workspace and %6$s = :mode and %1$s = :key and %2$s = :encrypted""");

    private final Database database;

    public EncryptedValueStore(Database database) {
        this.database = database;
    }

    /** An encrypted value, with the key of its row. */
    public record Value(EncryptedColumn column, String workspaceId, String mode, String key, Buffer encrypted) {
        /** The place of the value, which it can only be decrypted with. */
        public Place place() {
            return column.of(workspaceId, mode, key);
        }

        /** The encrypted bytes. */
        public byte[] bytes() {
            return encrypted.getBytes();
        }
    }

    /** The master key versions that values are encrypted with, without these. */
    public Future<NavigableSet<Integer>> versionsBesides(Collection<Integer> versions) {
        Buffer[] others = versions.stream().map(EncryptedValueStore::prefix).toArray(Buffer[]::new);
        return database.many(
                        VERSIONS,
                        Values.none().and("versions", others),
                        row -> Byte.toUnsignedInt(row.getBuffer("version").getByte(0)))
                .map(TreeSet::new);
    }

    /** Some values that are encrypted with this version; empty when there are none. */
    public Future<List<Value>> sample(EncryptedColumn column, int version, int most) {
        return database.many(
                Objects.requireNonNull(SAMPLE.get(column)),
                Values.none().and("version", prefix(version)).and("most", most),
                row -> read(column, row));
    }

    /** The values that follow in the order of their rows' keys; empty texts are before the first. */
    public Future<List<Value>> after(EncryptedColumn column, String workspaceId, String mode, String key, int most) {
        return database.many(
                Objects.requireNonNull(AFTER.get(column)),
                Values.none()
                        .and("workspace", workspaceId)
                        .and("mode", mode)
                        .and("key", key)
                        .and("most", most),
                row -> read(column, row));
    }

    /** What became of a value that was to be replaced. */
    public enum Replacement {
        REPLACED,
        /** It has been changed or deleted since it was read. */
        CHANGED_MEANWHILE
    }

    /** Replaces a value by these bytes. */
    public Future<Replacement> replace(Value value, byte[] renewed) {
        return database.run(
                        Objects.requireNonNull(REPLACE.get(value.column())),
                        Values.none()
                                .and("workspace", value.workspaceId())
                                .and("mode", value.mode())
                                .and("key", value.key())
                                .and("encrypted", value.encrypted())
                                .and("renewed", Buffer.buffer(renewed)))
                .map(rows -> rows.rowCount() > 0 ? Replacement.REPLACED : Replacement.CHANGED_MEANWHILE);
    }

    private static Map<EncryptedColumn, NamedSql> each(String statement) {
        Map<EncryptedColumn, NamedSql> statements = new EnumMap<>(EncryptedColumn.class);
        for (EncryptedColumn column : EncryptedColumn.values()) {
            statements.put(column, NamedSql.of(sql(column, statement)));
        }
        return statements;
    }

    private static String sql(EncryptedColumn column, String statement) {
        return statement.formatted(
                column.key(),
                column.column(),
                column.table(),
                condition(column),
                column.isOfPeople() ? "person_id" : "workspace_id",
                column.isOfPeople() ? "'live'::text" : "mode");
    }

    /** A stored response is only encrypted when it shows a secret. */
    private static String condition(EncryptedColumn column) {
        return (column == EncryptedColumn.STORED_RESPONSE ? "encrypted and " : "") + "octet_length(" + column.column()
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
