package com.plugipay.cli.operator;

import com.plugipay.auth.KeyRole;
import com.plugipay.cli.KeyCommand;
import com.plugipay.cli.ReEncryption;
import com.plugipay.keys.ApiKey;
import com.plugipay.keys.IssuedApiKey;
import com.plugipay.model.Mode;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about API keys, for a workspace that has lost its own, and about the master keys. */
@Command(
        name = "key",
        aliases = "keys",
        description = "list, create and revoke API keys; re-encrypt secrets",
        mixinStandardHelpOptions = true)
public final class KeyCommands {
    private final Supplier<OperatorSettings> settings;

    public KeyCommands(Supplier<OperatorSettings> settings) {
        this.settings = settings;
    }

    @Command(
            name = "list",
            description = "list the keys of a workspace that are not revoked",
            mixinStandardHelpOptions = true)
    int list(@Parameters(paramLabel = "WORKSPACE") String workspace) throws Exception {
        OperatorSettings all = settings.get();
        for (ApiKey key : all.run((database, keys) -> KeyCommand.list(database, keys, workspace))) {
            System.out.println("%s  %s  %s  %s  last used %s"
                    .formatted(key.keyId(), key.mode().text(), key.role().text(), key.name(), key.lastUsedAt()));
        }
        return 0;
    }

    @Command(name = "create", description = "create a key and print its secrets once", mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "WORKSPACE") String workspace,
            @Option(names = "--mode", description = "test or live", defaultValue = "TEST") Mode mode,
            @Option(names = "--role", description = "full_access, read_only or platform", defaultValue = "FULL_ACCESS")
                    KeyRole role,
            @Option(names = "--name", description = "what it is called", defaultValue = "Key of the operator")
                    String name)
            throws Exception {
        OperatorSettings all = settings.get();
        IssuedApiKey key = all.run((database, keys) -> KeyCommand.create(database, keys, workspace, mode, role, name));
        System.out.println(KeyCommand.printed(key));
        return 0;
    }

    @Command(name = "revoke", description = "revoke a key by its key id", mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "KEY_ID") String keyId) throws Exception {
        ApiKey key = settings.get().run((database, keys) -> KeyCommand.revoke(database, keys, keyId));
        System.out.println(key.keyId() + " of " + key.workspaceId() + " is revoked.");
        return 0;
    }

    @Command(
            name = "re-encrypt",
            description = "bring all secrets under the newest master key",
            mixinStandardHelpOptions = true)
    int reEncrypt() throws Exception {
        return settings.get().run((database, keys) -> ReEncryption.run(database, keys, System.out::println)) ? 0 : 1;
    }
}
