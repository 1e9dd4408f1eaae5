package com.plugipay.keys;

import com.plugipay.async.Rounds;
import com.plugipay.db.Database;
import com.plugipay.errors.ApiException;
import com.plugipay.keys.EncryptedValueStore.Value;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Compares the configured master keys with the database, which has a known text under each version that was ever used.
 *
 * <p>The text of a version is stored when the version is first used. A database from before these texts is checked by its
 * secrets: those that are stored under a version must be readable with its key.
 */
public final class MasterKeyVersions {
    /** Several, because one may be damaged although the key is right. */
    private static final int SAMPLES = 5;

    private static final int TRIES = 10;

    private final EncryptedValueStore values;
    private final MasterKeySealStore seals;
    private final MasterKeys masterKeys;

    private MasterKeyVersions(Database database, MasterKeys masterKeys) {
        this.values = new EncryptedValueStore(database);
        this.seals = new MasterKeySealStore(database);
        this.masterKeys = masterKeys;
    }

    /**
     * Fails with {@link WrongMasterKey} unless these are the keys of that database. Tries again for a while when the
     * database is unavailable.
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
                    .compose(configured ->
                            Future.all(fresh.stream().map(this::requireOpens).toList()))
                    .compose(readable -> seal(fresh, now));
        });
    }

    /** The known texts by version; fails when a configured key does not decrypt its text. */
    private Future<Map<Integer, Buffer>> known() {
        return seals.all().map(known -> {
            known.forEach((version, seal) -> {
                if (masterKeys.versions().contains(version) && !masterKeys.opensSeal(version, seal.getBytes())) {
                    throw wrong(version);
                }
            });
            return known;
        });
    }

    /** Only a database without known texts, or with those of other versions, can need a version that is not configured. */
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

    /** For a version without a known text, stored values are used instead. */
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

    /** Another node may do the same at the same time with other keys: the text that is stored first decides. */
    private Future<Void> seal(Collection<Integer> fresh, Instant now) {
        if (fresh.isEmpty()) {
            return Future.succeededFuture();
        }
        return Future.all(fresh.stream()
                        .map(version -> seals.insert(version, masterKeys.seal(version), now))
                        .toList())
                .compose(stored -> known())
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
