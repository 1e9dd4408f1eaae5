package com.plugipay.cli;

import com.plugipay.auth.KeyRole;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.keys.ApiKeyStore;
import com.plugipay.keys.IssuedApiKey;
import com.plugipay.members.MemberWorkspaceStore;
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

/** Workspaces as the operator sees to them; a new one has a key for each mode. */
public final class WorkspaceCommand {
    static final Actor OPERATOR = Actor.timer("operator", "Operator on the command line");

    /** As in the API. */
    private static final int LONGEST_NAME = 100;

    private WorkspaceCommand() {}

    /** A new workspace and its first keys. */
    public record Created(Workspace workspace, IssuedApiKey test, IssuedApiKey live) {

        /** The output for the operator; the secrets are shown this once. */
        String printed() {
            return """
                    workspace  %s  %s
                    test key   %s
                    secret     %s
                    bearer     %s
                    live key   %s
                    secret     %s
                    bearer     %s
                    The secrets and bearer keys are shown this once.""".formatted(
                            workspace.id(),
                            workspace.name(),
                            test.apiKey().keyId(),
                            test.secret(),
                            test.key(),
                            live.apiKey().keyId(),
                            live.secret(),
                            live.key());
        }
    }

    /** Creates a workspace in a migrated database; gives the output for the operator. */
    public static String create(DatabaseConfig config, Secret masterKeys, String name) throws Exception {
        requireName(name);
        return OperatorCommand.run(
                config,
                masterKeys,
                (database, keys) -> OperatorCommand.get(
                                create(database, new ApiKeyStore(database, keys), name, Instant.now()))
                        .printed());
    }

    /** All workspaces, the oldest first. It blocks, as commands may. */
    public static List<Workspace> list(Database database) throws Exception {
        return OperatorCommand.get(new WorkspaceStore(database).all());
    }

    /** Renames a workspace; fails when there is no such workspace. It blocks, as commands may. */
    public static Workspace rename(Database database, String id, String name) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Workspace renamed = OperatorCommand.get(new WorkspaceStore(database).find(id))
                .orElseThrow(() -> new IllegalArgumentException("there is no workspace " + id))
                .renamed(requireName(name), now);
        ChangeContext context = ChangeContext.worker(new Tenant(id, Mode.LIVE), OPERATOR, now);
        return OperatorCommand.get(
                new MemberWorkspaceStore().rename(context, renamed).run(database));
    }

    /** This name; fails when it is blank or longer than 100 characters. */
    static String requireName(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a name has 1 to " + LONGEST_NAME + " characters, and not only blanks");
        }
        return name;
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
