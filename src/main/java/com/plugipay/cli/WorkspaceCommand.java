package com.plugipay.cli;

import com.plugipay.auth.KeyRole;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.keys.ApiKeyStore;
import com.plugipay.keys.IssuedApiKey;
import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.secrets.Secret;
import com.plugipay.workspaces.Workspace;
import com.plugipay.workspaces.WorkspaceStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Creates a workspace with its first keys, one for each mode. */
public final class WorkspaceCommand {
    private static final Actor OPERATOR = Actor.timer("operator", "Operator on the command line");

    private WorkspaceCommand() {}

    /** A new workspace and its first keys. */
    public record Created(Workspace workspace, IssuedApiKey test, IssuedApiKey live) {

        /** The output for the operator; the secrets are shown this once. */
        String printed() {
            return """
                    workspace  %s  %s
                    test key   %s
                    secret     %s
                    live key   %s
                    secret     %s
                    The secrets are shown this once.""".formatted(
                            workspace.id(),
                            workspace.name(),
                            test.apiKey().keyId(),
                            test.secret(),
                            live.apiKey().keyId(),
                            live.secret());
        }
    }

    /** Creates a workspace in a migrated database; gives the output for the operator. */
    public static String create(DatabaseConfig config, Secret masterKeys, String name) throws Exception {
        return OperatorCommand.run(
                config,
                masterKeys,
                (database, keys) -> OperatorCommand.get(
                                create(database, new ApiKeyStore(database, keys), name, Instant.now()))
                        .printed());
    }

    /** Creates a workspace. */
    public static Future<Created> create(Database database, ApiKeyStore keys, String name, Instant time) {
        Instant now = time.truncatedTo(ChronoUnit.MILLIS);
        return new WorkspaceStore(database)
                .insert(Workspace.create(name, now))
                .compose(workspace -> Future.all(
                                key(keys, workspace, Mode.TEST, now).run(database),
                                key(keys, workspace, Mode.LIVE, now).run(database))
                        .map(both -> new Created(workspace, both.resultAt(0), both.resultAt(1))));
    }

    private static Change<IssuedApiKey> key(ApiKeyStore keys, Workspace workspace, Mode mode, Instant now) {
        Tenant tenant = new Tenant(workspace.id(), mode);
        IssuedApiKey key = IssuedApiKey.create(tenant, "First key", null, KeyRole.FULL_ACCESS, List.of(), now);
        return keys.insert(ChangeContext.worker(tenant, OPERATOR, now), key);
    }
}
