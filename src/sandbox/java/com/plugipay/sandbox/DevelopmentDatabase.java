package com.plugipay.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL that comes with the build: durable, and with its data in a directory that stays. */
public final class DevelopmentDatabase {
    private DevelopmentDatabase() {}

    /** Starts it on the data of the last time, if there are any; on any free port when {@code port} is 0. */
    public static EmbeddedPostgres start(Path directory, int port) throws IOException {
        stopAbandoned(directory);
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setOverrideWorkingDirectory(
                        directory.resolveSibling("postgres-binaries").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofSeconds(60))
                // It is made for tests, and by default may lose what was committed.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .start();
    }

    /** A gateway that was killed leaves its database running; nobody else uses it, because the directory is locked. */
    private static void stopAbandoned(Path directory) throws IOException {
        Path pidFile = directory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        ProcessHandle.of(pid)
                // The number may belong to another process by now, even to another Postgres.
                .filter(process -> List.of(process.info().arguments().orElse(new String[0]))
                        .contains(directory.toString()))
                .ifPresent(process -> {
                    process.destroy();
                    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
                });
    }

    /** Where it is, as the configuration writes it. */
    public static String url(EmbeddedPostgres postgres) {
        return "postgresql://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
    }
}
