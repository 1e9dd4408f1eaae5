package com.plugipay.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A PostgreSQL that comes with the build: durable, and with its data in a directory that stays. */
public final class DevelopmentDatabase {
    private DevelopmentDatabase() {}

    /** Starts it on the data of the last time, if there are any; on any free port when {@code port} is 0. */
    public static EmbeddedPostgres start(Path directory, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setOverrideWorkingDirectory(
                        directory.resolveSibling("postgres-binaries").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofSeconds(60))
                // It is made for tests, and by default may forget what it was told.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .start();
    }

    /** Where it is, as the configuration writes it. */
    public static String url(EmbeddedPostgres postgres) {
        return "postgresql://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
    }
}
