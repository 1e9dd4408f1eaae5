package com.plugipay.cli;

import com.plugipay.async.WithoutFiles;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.keys.MasterKeyVersions;
import com.plugipay.keys.WrongMasterKey;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.concurrent.ExecutionException;

/** Runs a command of the operator, with the database and its master keys. */
public final class OperatorCommand {
    /** A command needs few connections. */
    private static final int CONNECTIONS = 8;

    private OperatorCommand() {}

    /** The work of a command; it may block. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Database database, MasterKeys masterKeys) throws Exception;
    }

    /** Runs the work on a migrated database; fails with {@link WrongMasterKey} before it is run. */
    public static <T> T run(DatabaseConfig config, Secret masterKeys, Work<T> work) throws Exception {
        Vertx vertx = Vertx.vertx(WithoutFiles.options());
        Database database = Database.connect(vertx, config.withPoolSize(CONNECTIONS));
        try {
            MasterKeys keys = MasterKeys.parse(masterKeys);
            get(MasterKeyVersions.check(database, keys, Instant.now()));
            return work.run(database, keys);
        } finally {
            // Without a context: after the last step there is no event loop that could complete it.
            get(Future.succeededFuture().compose(ignored -> database.close()).compose(closed -> vertx.close()));
        }
    }

    /** Waits for a future; fails with its failure. */
    public static <T> T get(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
