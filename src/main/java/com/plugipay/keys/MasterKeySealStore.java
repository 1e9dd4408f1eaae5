package com.plugipay.keys;

import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The known text under each master key version that was ever used with the database; it belongs to no workspace. */
final class MasterKeySealStore {
    private static final NamedSql ALL = NamedSql.of("select version, sealed from master_keys");
    private static final NamedSql INSERT = NamedSql.of("""
            insert into master_keys (version, sealed, created_at) values (:version, :sealed, :now)
            on conflict (version) do nothing""");

    private final Database database;

    MasterKeySealStore(Database database) {
        this.database = database;
    }

    /** The encrypted texts by version. */
    Future<Map<Integer, Buffer>> all() {
        return database.many(ALL, Values.none(), row -> Map.entry(row.getInteger("version"), row.getBuffer("sealed")))
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(Entry::getKey, Entry::getValue, (one, other) -> one, TreeMap::new)));
    }

    /** Stores the encrypted text of a version, unless there is one already. */
    Future<?> insert(int version, byte[] sealed, Instant now) {
        return database.run(
                INSERT,
                Values.none()
                        .and("version", version)
                        .and("sealed", Buffer.buffer(sealed))
                        .and("now", now));
    }
}
