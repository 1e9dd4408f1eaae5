package com.plugipay.cli.operator;

import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.workspaces.Workspace;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands about workspaces. */
@Command(name = "workspace", description = "create, list and rename workspaces", mixinStandardHelpOptions = true)
public final class WorkspaceCommands {
    private final Supplier<OperatorSettings> settings;

    public WorkspaceCommands(Supplier<OperatorSettings> settings) {
        this.settings = settings;
    }

    @Command(
            name = "create",
            description = "create a workspace and print its first keys",
            mixinStandardHelpOptions = true)
    int create(@Parameters(paramLabel = "NAME") String name) throws Exception {
        OperatorSettings all = settings.get();
        System.out.println(WorkspaceCommand.create(all.database(), all.masterKeys(), name));
        return 0;
    }

    @Command(
            name = "list",
            description = "list all workspaces, an id and a name a line",
            mixinStandardHelpOptions = true)
    int list() throws Exception {
        List<Workspace> found = settings.get().run((database, keys) -> WorkspaceCommand.list(database));
        found.forEach(workspace -> System.out.println(workspace.id() + "  " + workspace.name()));
        return 0;
    }

    @Command(name = "rename", description = "give a workspace another name", mixinStandardHelpOptions = true)
    int rename(@Parameters(paramLabel = "ID") String id, @Parameters(paramLabel = "NAME") String name)
            throws Exception {
        Workspace renamed = settings.get().run((database, keys) -> WorkspaceCommand.rename(database, id, name));
        System.out.println(renamed.id() + "  " + renamed.name());
        return 0;
    }
}
