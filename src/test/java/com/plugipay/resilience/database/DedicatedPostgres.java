package com.plugipay.resilience.database;

import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.resilience.processes.Signals;
import com.plugipay.sandbox.DevelopmentDatabase;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestDirectory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL that a test may crash, freeze and start again on the same data and port. */
public final class DedicatedPostgres implements AutoCloseable {
    private static final int CONNECTIONS = 10;

    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;

    private DedicatedPostgres(Path directory) throws IOException {
        this.directory = directory;
        this.server = DevelopmentDatabase.start(directory, 0);
        this.port = server.getPort();
    }

    /** Starts one with a migrated database. */
    public static DedicatedPostgres start() throws IOException {
        DedicatedPostgres postgres =
                new DedicatedPostgres(TestDirectory.create().resolve("postgres"));
        Database.migrate(postgres.database());
        return postgres;
    }

    public DatabaseConfig database() {
        return TestDatabase.config(server, "postgres", CONNECTIONS);
    }

    /** Ends it without a clean shutdown, by the signal QUIT or KILL. */
    public void crash(String signal) throws IOException {
        List<ProcessHandle> processes = processes();
        Signals.send(processes.getFirst().pid(), signal);
        processes.forEach(
                process -> process.onExit().orTimeout(60, TimeUnit.SECONDS).join());
        // The server has ended, but this process still has its lock on the directory.
        server.close();
    }

    /** Starts it again with its data and port. */
    public void startAgain() throws IOException {
        server = DevelopmentDatabase.start(directory, port);
    }

    /** Stops it from doing anything, without ending it: like a machine that swaps or has lost its disk. */
    public void freeze() throws IOException {
        processes().forEach(process -> Signals.send(process.pid(), "STOP"));
    }

    public void thaw() throws IOException {
        processes().forEach(process -> Signals.send(process.pid(), "CONT"));
    }

    /** The id of the process that has started the others of the server. */
    public long pid() throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid"))
                .getFirst()
                .strip());
    }

    /** The server's processes, its first one first. */
    private List<ProcessHandle> processes() throws IOException {
        return ProcessHandle.of(pid()).stream()
                .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(directory.resolve("postmaster.pid"))) {
            thaw();
        }
        server.close();
    }
}
