package com.plugipay.cli;

import com.plugipay.db.Database;
import com.plugipay.keys.EncryptedValueStore;
import com.plugipay.keys.EncryptedValueStore.Replacement;
import com.plugipay.keys.EncryptedValueStore.Value;
import com.plugipay.keys.MasterKeyVersions;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.function.Consumer;

/**
 * Encrypts with the newest master key all values that are encrypted with older ones, while nodes run: the command
 * {@code keys re-encrypt}.
 *
 * <p>A statement replaces one value, unless it was changed since it was read, and locks no other row. If the command is
 * killed, the next run replaces the rest. It blocks, as commands may.
 */
public final class ReEncryption {
    private static final int BATCH = 100;

    /** More than one, for values that nodes write with an older key meanwhile because they do not have the newest yet. */
    private static final int ROUNDS = 3;

    private final EncryptedValueStore values;
    private final MasterKeys masterKeys;
    private final int newest;
    private final Consumer<String> output;
    private long unreadable;

    private ReEncryption(Database database, MasterKeys masterKeys, Consumer<String> output) {
        this.values = new EncryptedValueStore(database);
        this.masterKeys = masterKeys;
        this.newest = masterKeys.versions().last();
        this.output = output;
    }

    /**
     * Runs the command.
     *
     * @param masterKeys checked against the database
     * @param output takes the lines of the output
     * @return whether nothing is encrypted with an older version any more
     */
    public static boolean run(Database database, MasterKeys masterKeys, Consumer<String> output) throws Exception {
        return new ReEncryption(database, masterKeys, output).run();
    }

    private boolean run() throws Exception {
        NavigableSet<Integer> left = older();
        for (int round = 0; round < ROUNDS && !left.isEmpty() && unreadable == 0; round++) {
            for (EncryptedColumn column : EncryptedColumn.values()) {
                output.accept("%s.%s: %d encrypted under version %d"
                        .formatted(column.table(), column.column(), renew(column), newest));
            }
            left = older();
        }
        if (left.isEmpty()) {
            output.accept("Everything is encrypted under master key version " + newest
                    + ". Older ones can go from the configuration of every node.");
        } else if (unreadable > 0) {
            output.accept(unreadable + " values do not open and stay as they are, under master key version "
                    + MasterKeyVersions.listed(left) + ".");
        } else {
            output.accept(
                    "Some are under master key version " + MasterKeyVersions.listed(left) + " again: a node does not"
                            + " have version " + newest + " yet. Restart it with it, then run this again.");
        }
        return left.isEmpty();
    }

    private NavigableSet<Integer> older() throws Exception {
        return OperatorCommand.get(values.versionsBesides(List.of(newest)));
    }

    private long renew(EncryptedColumn column) throws Exception {
        long renewed = 0;
        List<Value> page = OperatorCommand.get(values.after(column, "", "", "", BATCH));
        while (!page.isEmpty()) {
            List<Future<Replacement>> replaced = new ArrayList<>();
            page.forEach(value -> renew(value, replaced));
            renewed += OperatorCommand.get(Future.all(replaced)).<Replacement>list().stream()
                    .filter(Replacement.REPLACED::equals)
                    .count();
            Value last = page.getLast();
            page = OperatorCommand.get(values.after(column, last.workspaceId(), last.mode(), last.key(), BATCH));
        }
        return renewed;
    }

    private void renew(Value value, List<Future<Replacement>> replaced) {
        if (MasterKeys.version(value.bytes()) == newest) {
            return;
        }
        if (!masterKeys.opens(value.place(), value.bytes())) {
            unreadable++;
            output.accept("%s.%s of %s (%s) %s does not open"
                    .formatted(
                            value.column().table(),
                            value.column().column(),
                            value.workspaceId(),
                            value.mode(),
                            value.key()));
            return;
        }
        replaced.add(values.replace(
                value, masterKeys.encrypt(value.place(), masterKeys.decrypt(value.place(), value.bytes()))));
    }
}
