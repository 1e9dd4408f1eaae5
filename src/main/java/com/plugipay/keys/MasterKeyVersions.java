package com.plugipay.keys;

import com.plugipay.async.Rounds;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.errors.ApiException;
import com.plugipay.keys.EncryptedValueStore.Value;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Holds the configured master keys against the database, which keeps a known text under each version that was ever used.
 *
 * <p>A version that comes for the first time is sealed then. A database that is older than these texts vouches by the
 * secrets that it holds: what is stored under a version must open with its key.
 */
public final class MasterKeyVersions {
    private static final String KNOWN = "select version, sealed from master_keys";
    private static final String SEAL = """
            insert into master_keys (version, sealed, created_at) values ($1, $2, $3)
            on conflict (version) do nothing""";

    /** One that is damaged says nothing of the key. */
    private static final int SAMPLES = 5;

    private static final int TRIES = 10;

    private final Database database;
    private final EncryptedValueStore values;
    private final MasterKeys masterKeys;

    private MasterKeyVersions(Database database, MasterKeys masterKeys) {
        this.database = database;
        this.values = new EncryptedValueStore(database);
        this.masterKeys = masterKeys;
    }

    /**
     * Fails with {@link WrongMasterKey} unless these are the keys of that database. While the database is away it is asked
     * again: a start takes that as a node does that runs.
     */
    public static Future<Void> check(Database database, MasterKeys masterKeys, Instant now) {
        MasterKeyVersions versions = new MasterKeyVersions(database, masterKeys);
        AtomicInteger tries = new AtomicInteger();
        return Rounds.whileMore(() -> versions.check(now)
                .map(false)
                .recover(failure -> failure instanceof ApiException && tries.incrementAndGet() < TRIES
                        ? database.vertx().timer(1, TimeUnit.SECONDS).map(true)
                        : Future.failedFuture(failure)));
    }

    private Future<Void> check(Instant now) {
        return known().compose(known -> {
            NavigableSet<Integer> fresh = new TreeSet<>(masterKeys.versions());
            fresh.removeAll(known.keySet());
            return requireConfigured(known.keySet())
                    .compose(done ->
                            Future.all(fresh.stream().map(this::requireOpens).toList()))
                    .compose(done -> seal(fresh, now));
        });
    }

    /** What the database knows, as far as it opens. */
    private Future<Map<Integer, Buffer>> known() {
        return database.many(KNOWN, Tuple.tuple(), row -> Map.entry(row.getInteger(0), row.getBuffer(1)))
                .map(rows -> {
                    Map<Integer, Buffer> known = new TreeMap<>();
                    rows.forEach(row -> known.put(row.getKey(), row.getValue()));
                    known.forEach((version, seal) -> {
                        if (masterKeys.versions().contains(version)
                                && !masterKeys.opensSeal(version, seal.getBytes())) {
                            throw wrong(version);
                        }
                    });
                    return known;
                });
    }

    /** Only a database without known texts, or one that knows more, can need a version that is not configured. */
    private Future<Void> requireConfigured(Collection<Integer> known) {
        if (!known.isEmpty() && masterKeys.versions().containsAll(known)) {
            return Future.succeededFuture();
        }
        return values.versionsBesides(masterKeys.versions()).map(needed -> {
            if (!needed.isEmpty()) {
                throw new WrongMasterKey("The database still holds secrets under master key version "
                        + listed(needed)
                        + ", which is not configured. Add it to PLUGIPAY_MASTER_KEYS (masterKeys) beside the newest"
                        + " one, run \"plugipay keys re-encrypt\", and take it out then.");
            }
            return null;
        });
    }

    /** What is stored under a version that the database has no known text of is that text. */
    private Future<Void> requireOpens(int version) {
        return Future.all(Arrays.stream(EncryptedColumn.values())
                        .map(column -> values.sample(column, version, SAMPLES))
                        .toList())
                .map(samples -> {
                    List<Value> stored = samples.<List<Value>>list().stream()
                            .flatMap(List::stream)
                            .toList();
                    if (!stored.isEmpty()
                            && stored.stream().noneMatch(value -> masterKeys.opens(value.place(), value.bytes()))) {
                        throw wrong(version);
                    }
                    return null;
                });
    }

    /** Another node may do the same at the same time, with other keys: the first one has said which is right. */
    private Future<Void> seal(Collection<Integer> fresh, Instant now) {
        if (fresh.isEmpty()) {
            return Future.succeededFuture();
        }
        return Future.all(fresh.stream()
                        .map(version -> database.run(
                                SEAL, Tuple.of(version, Buffer.buffer(masterKeys.seal(version)), Columns.time(now))))
                        .toList())
                .compose(done -> known())
                .mapEmpty();
    }

    private static WrongMasterKey wrong(int version) {
        return new WrongMasterKey("Master key version " + version
                + " is not the key that the database was encrypted with. Set PLUGIPAY_MASTER_KEYS (masterKeys) to the"
                + " key that it had; a new key is added beside it, with a version of its own.");
    }

    public static String listed(Collection<Integer> versions) {
        return versions.stream().map(String::valueOf).collect(Collectors.joining(" and "));
    }
}
