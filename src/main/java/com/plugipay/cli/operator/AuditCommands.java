package com.plugipay.cli.operator;

import com.plugipay.cli.AuditCommand;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands about audit logs. */
@Command(name = "audit", description = "verify audit logs", mixinStandardHelpOptions = true)
public final class AuditCommands {
    private final Supplier<OperatorSettings> settings;

    public AuditCommands(Supplier<OperatorSettings> settings) {
        this.settings = settings;
    }

    @Command(
            name = "verify",
            description = "compare the audit logs with their chains; exits with 1 when one is broken",
            mixinStandardHelpOptions = true)
    int verify(
            @Parameters(
                            paramLabel = "WORKSPACE",
                            arity = "0..1",
                            description = "its id; all workspaces when none is given")
                    @Nullable
                    String workspace)
            throws Exception {
        List<String> named = workspace == null ? List.of() : List.of(workspace);
        return settings.get().run((database, keys) -> AuditCommand.verify(database, named, System.out::println))
                ? 0
                : 1;
    }
}
