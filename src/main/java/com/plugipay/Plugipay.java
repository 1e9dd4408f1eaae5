package com.plugipay;

import com.plugipay.cli.AuditCommand;
import com.plugipay.cli.OperatorCommand;
import com.plugipay.cli.PersonCommand;
import com.plugipay.cli.ReEncryption;
import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.db.Database;
import com.plugipay.errors.ApiException;
import com.plugipay.keys.WrongMasterKey;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway in production: {@code java -jar plugipay.jar}, or with a command of the operator. */
public final class Plugipay {
    private static final Logger LOG = LoggerFactory.getLogger(Plugipay.class);
    private static final long STOP_SECONDS = 30;
    private static final String USAGE = """
            usage: plugipay                          serve
                   plugipay workspace create NAME    create a workspace and print its first keys
                   plugipay person create EMAIL --workspace NAME
                                                     create a workspace and print a link that signs its owner in
                   plugipay person link EMAIL        print a link that signs in who has lost password or second factor
                   plugipay keys re-encrypt          bring all secrets under the newest master key
                   plugipay audit verify [WORKSPACE] compare the audit logs with their chains
            configuration: conf/plugipay.yaml if it exists, over it the environment (PLUGIPAY_...)""";

    private Plugipay() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        try {
            Config config = ConfigLoader.loadIn(Path.of(""), System.getenv());
            if (words.isEmpty()) {
                serve(config);
            } else if (words.size() == 3 && words.subList(0, 2).equals(List.of("workspace", "create"))) {
                Database.migrate(config.database());
                System.out.println(WorkspaceCommand.create(config.database(), config.masterKeys(), words.get(2)));
            } else if (words.size() == 5
                    && words.subList(0, 2).equals(List.of("person", "create"))
                    && words.get(3).equals("--workspace")) {
                Database.migrate(config.database());
                System.out.println(PersonCommand.create(
                        config.database(), config.masterKeys(), config.http().baseUrl(), words.get(2), words.get(4)));
            } else if (words.size() == 3 && words.subList(0, 2).equals(List.of("person", "link"))) {
                Database.migrate(config.database());
                System.out.println(PersonCommand.link(
                        config.database(), config.masterKeys(), config.http().baseUrl(), words.get(2)));
            } else if (words.equals(List.of("keys", "re-encrypt"))) {
                Database.migrate(config.database());
                reEncrypt(config);
            } else if (words.size() <= 3
                    && words.subList(0, Math.min(2, words.size())).equals(List.of("audit", "verify"))) {
                Database.migrate(config.database());
                verifyAudit(config, words.subList(2, words.size()));
            } else {
                refuse(USAGE);
            }
        } catch (FlywayException failure) {
            refuse("Plugipay does not start: the database cannot be brought up to date. " + failure.getMessage());
        } catch (IllegalArgumentException | WrongMasterKey | ApiException refused) {
            refuse("Plugipay does not start: " + refused.getMessage());
        }
    }

    private static void reEncrypt(Config config) throws Exception {
        boolean isDone = OperatorCommand.run(
                config.database(),
                config.masterKeys(),
                (database, masterKeys) -> ReEncryption.run(database, masterKeys, System.out::println));
        if (!isDone) {
            System.exit(1);
        }
    }

    private static void verifyAudit(Config config, List<String> workspaces) throws Exception {
        boolean isWhole = OperatorCommand.run(
                config.database(),
                config.masterKeys(),
                (database, masterKeys) -> AuditCommand.verify(database, workspaces, System.out::println));
        if (!isWhole) {
            System.exit(1);
        }
    }

    private static void serve(Config config) throws Exception {
        Database.migrate(config.database());
        Gateway gateway = OperatorCommand.get(Gateway.start(config, InstantSource.system()));
        onStop(gateway);
        LOG.atInfo()
                .addKeyValue("port", gateway.port())
                .addKeyValue("managementPort", gateway.managementPort())
                .log("Started");
    }

    /** SIGTERM and Ctrl-C wait until everything in flight is answered. */
    private static void onStop(Gateway gateway) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                gateway.stop().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (Exception slow) {
                LOG.warn("Not everything in flight was answered: {}", slow.toString());
            }
        }));
    }

    private static void refuse(String sentence) {
        System.err.println(sentence);
        System.exit(2);
    }
}
