package com.plugipay.cli;

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

/** What the operator asks for on the command line: done with the database and with master keys that are its own. */
public final class OperatorCommand {
    /** A command has no crowd to serve. */
    private static final int CONNECTIONS = 8;

    private OperatorCommand() {}

    /** What is done; it blocks. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Database database, MasterKeys masterKeys) throws Exception;
    }

    /** Does it, on a database that is migrated; fails with {@link WrongMasterKey} before anything is done. */
    public static <T> T run(DatabaseConfig config, Secret masterKeys, Work<T> work) throws Exception {
        Vertx vertx = Vertx.vertx();
        Database database = Database.connect(
                vertx, new DatabaseConfig(config.url(), CONNECTIONS, config.cachePreparedStatements()));
        try {
            MasterKeys keys = MasterKeys.parse(masterKeys);
            get(MasterKeyVersions.check(database, keys, Instant.now()));
            return work.run(database, keys);
        } finally {
            // The last step must belong to no event loop: after it there is none that could tell of its end.
            get(Future.succeededFuture().compose(ignored -> database.close()).compose(closed -> vertx.close()));
        }
    }

    /** Waits for it; fails with what it failed with. */
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
