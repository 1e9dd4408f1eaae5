package com.plugipay;

import com.plugipay.cli.OperatorCommand;
import com.plugipay.cli.client.EventsCommand;
import com.plugipay.cli.client.GetCommand;
import com.plugipay.cli.client.ListenCommand;
import com.plugipay.cli.client.LogsCommand;
import com.plugipay.cli.client.TriggerCommand;
import com.plugipay.cli.operator.AuditCommands;
import com.plugipay.cli.operator.KeyCommands;
import com.plugipay.cli.operator.OperatorSettings;
import com.plugipay.cli.operator.PersonCommands;
import com.plugipay.cli.operator.WorkspaceCommands;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseStart;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The gateway in production: {@code java -jar plugipay.jar}, or with a command of an operator or a developer. */
@Command(
        name = "plugipay",
        description = "Serves, when no command is given.",
        mixinStandardHelpOptions = true,
        versionProvider = Plugipay.Version.class,
        footer = {
            "",
            "Serving and the commands workspace, person, key and audit read conf/plugipay.yaml if it exists, and over it the"
                    + " environment (PLUGIPAY_...). The others call the API at PLUGIPAY_URL with the key PLUGIPAY_API_KEY."
        })
public final class Plugipay implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Plugipay.class);
    private static final long STOP_SECONDS = 30;

    private Plugipay() {}

    public static void main(String[] arguments) {
        // A node that starts need not wait until the commands of people are made.
        int code = (arguments.length == 0 ? serving() : commandLine()).execute(arguments);
        // A node that serves goes on.
        if (code != 0) {
            LoggingConfig.end();
            System.exit(code);
        }
    }

    /** All commands. */
    static CommandLine commandLine() {
        Supplier<OperatorSettings> settings = Plugipay::operatorSettings;
        return serving()
                .addSubcommand(new WorkspaceCommands(settings))
                .addSubcommand(new PersonCommands(settings))
                .addSubcommand(new KeyCommands(settings))
                .addSubcommand(new AuditCommands(settings))
                .addSubcommand(new ListenCommand())
                .addSubcommand(new TriggerCommand())
                .addSubcommand(new EventsCommand())
                .addSubcommand(new GetCommand())
                .addSubcommand(new LogsCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Plugipay::refuse);
    }

    private static CommandLine serving() {
        return new CommandLine(new Plugipay()).setExecutionExceptionHandler(Plugipay::refuse);
    }

    private static int refuse(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        return CommandRefusal.print(failure, command);
    }

    /** The version that was built. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "plugipay "
                        + Optional.ofNullable(Plugipay.class.getPackage().getImplementationVersion())
                                .orElse("development")
            };
        }
    }

    private static Config configuration() {
        return ConfigLoader.loadIn(Path.of(""), System.getenv());
    }

    private static OperatorSettings operatorSettings() {
        Config config = configuration();
        Database.migrate(config.database());
        return new OperatorSettings(
                config.database(), config.masterKeys(), config.http().baseUrl());
    }

    /** Serves. */
    @Override
    public Integer call() throws Exception {
        Config config = configuration();
        config.logging().apply();
        LOG.atInfo().addKeyValue("version", new Version().getVersion()[0]).log("Starting");
        DatabaseStart.migrate(config.database());
        Gateway gateway = OperatorCommand.get(Gateway.start(config, InstantSource.system()));
        onStop(gateway, Duration.ofSeconds(config.shutdown().drainSeconds()));
        LOG.atInfo()
                .addKeyValue("port", gateway.port())
                .addKeyValue("managementPort", gateway.managementPort())
                .log("Started");
        return 0;
    }

    /** SIGTERM and Ctrl-C wait until everything in flight is answered. */
    private static void onStop(Gateway gateway, Duration drain) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                LOG.atInfo().addKeyValue("seconds", drain.toSeconds()).log("Draining");
                // One after the other: what follows a timer completes on an event loop, which ends before the stop
                // does.
                OperatorCommand.get(gateway.drain(drain));
                gateway.stop().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
                LOG.atInfo().log("Stopped");
            } catch (Exception slow) {
                LOG.warn("Not everything in flight was answered: {}", slow.toString());
            }
            LoggingConfig.end();
        }));
    }
}
