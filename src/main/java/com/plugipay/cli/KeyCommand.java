package com.plugipay.cli;

import com.plugipay.auth.KeyPrincipal;
import com.plugipay.auth.KeyRole;
import com.plugipay.db.Database;
import com.plugipay.keys.ApiKey;
import com.plugipay.keys.ApiKeyStore;
import com.plugipay.keys.IssuedApiKey;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.workspaces.WorkspaceStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** API keys as the operator sees to them. It blocks, as commands may. */
public final class KeyCommand {
    private KeyCommand() {}

    /** The keys of a workspace in both modes that are not revoked; fails when there is no such workspace. */
    public static List<ApiKey> list(Database database, MasterKeys masterKeys, String workspace) throws Exception {
        requireWorkspace(database, workspace);
        ApiKeyStore keys = new ApiKeyStore(database, masterKeys);
        List<ApiKey> found = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            found.addAll(OperatorCommand.get(keys.active(new Tenant(workspace, mode))));
        }
        return found;
    }

    /** Creates a key; fails when there is no such workspace. */
    public static IssuedApiKey create(
            Database database, MasterKeys masterKeys, String workspace, Mode mode, KeyRole role, String name)
            throws Exception {
        if (role == KeyRole.RESTRICTED) {
            throw new IllegalArgumentException(
                    "restricted keys are made on the dashboard or by the API, with their scopes");
        }
        requireWorkspace(database, workspace);
        Tenant tenant = new Tenant(workspace, mode);
        Instant now = now();
        IssuedApiKey key = IssuedApiKey.create(tenant, WorkspaceCommand.requireName(name), null, role, List.of(), now);
        return OperatorCommand.get(new ApiKeyStore(database, masterKeys)
                .insert(ChangeContext.worker(tenant, WorkspaceCommand.OPERATOR, now), key)
                .run(database));
    }

    /** Revokes a key by its key id; fails when there is none that is not revoked. Nodes that run learn of it within seconds. */
    public static ApiKey revoke(Database database, MasterKeys masterKeys, String keyId) throws Exception {
        ApiKeyStore keys = new ApiKeyStore(database, masterKeys);
        KeyPrincipal principal = OperatorCommand.get(keys.principal(keyId))
                .orElseThrow(() -> new IllegalArgumentException("there is no key " + keyId + " that is not revoked"));
        ApiKey key = OperatorCommand.get(keys.find(principal.tenant(), principal.id()))
                .orElseThrow();
        OperatorCommand.get(keys.revoke(ChangeContext.worker(principal.tenant(), WorkspaceCommand.OPERATOR, now()), key)
                .run(database));
        return key;
    }

    /** The output for the operator; the secrets are shown this once. */
    public static String printed(IssuedApiKey key) {
        return """
                key        %s
                key id     %s
                secret     %s
                The key and the secret are shown this once.""".formatted(key.key(), key.apiKey().keyId(), key.secret());
    }

    private static void requireWorkspace(Database database, String id) throws Exception {
        if (OperatorCommand.get(new WorkspaceStore(database).find(id)).isEmpty()) {
            throw new IllegalArgumentException("there is no workspace " + id);
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
