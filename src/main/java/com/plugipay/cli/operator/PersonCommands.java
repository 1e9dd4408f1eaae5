package com.plugipay.cli.operator;

import com.plugipay.cli.PersonCommand;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about people. */
@Command(name = "person", description = "let people in", mixinStandardHelpOptions = true)
public final class PersonCommands {
    private final Supplier<OperatorSettings> settings;

    public PersonCommands(Supplier<OperatorSettings> settings) {
        this.settings = settings;
    }

    @Command(
            name = "create",
            description = "make the owner of a workspace and print a link that signs them in",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(
                            names = "--workspace",
                            paramLabel = "ID|NAME",
                            required = true,
                            description = "the workspace's id, or the name of a new one")
                    String workspace)
            throws Exception {
        OperatorSettings all = settings.get();
        System.out.println(PersonCommand.create(all.database(), all.masterKeys(), all.baseUrl(), email, workspace));
        return 0;
    }

    @Command(
            name = "link",
            description = "print a link that signs in who has lost password or second factor",
            mixinStandardHelpOptions = true)
    int link(@Parameters(paramLabel = "EMAIL") String email) throws Exception {
        OperatorSettings all = settings.get();
        System.out.println(PersonCommand.link(all.database(), all.masterKeys(), all.baseUrl(), email));
        return 0;
    }
}
