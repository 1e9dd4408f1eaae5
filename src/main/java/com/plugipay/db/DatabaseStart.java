package com.plugipay.db;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database that may start at the same time as the node, which waits for it. Only what passes by itself is waited for: an
 * unknown host, and what the server or its certificate refuses, fail at once.
 */
public final class DatabaseStart {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseStart.class);

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Executor HALF_A_SECOND_LATER = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

    /** The server starts or stops, or recovers from a crash. */
    private static final String CANNOT_CONNECT_NOW = "57P03";

    /** There is no answer yet; the cause tells why. */
    private static final String UNREACHABLE = "08001";

    private DatabaseStart() {}

    /**
     * Migrates the schema as soon as the database can be reached; blocks, and is called once at start. Fails as
     * {@link Database#migrate} does when that takes longer than the configuration allows.
     */
    public static void migrate(DatabaseConfig config) {
        Optional<FlywayException> failure = tryToMigrate(config);
        long begun = System.nanoTime();
        long lines = 0;
        while (failure.isPresent()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - begun);
            if (!passes(failure.get()) || waited.toSeconds() >= config.startTimeoutSeconds()) {
                throw failure.get();
            }
            if (waited.dividedBy(BETWEEN_LINES) >= lines) {
                lines++;
                LOG.atWarn()
                        .addKeyValue("seconds", waited.toSeconds())
                        .log("Waiting for the database at {}", config.settings().address());
            }
            CompletableFuture.runAsync(() -> {}, HALF_A_SECOND_LATER).join();
            failure = tryToMigrate(config);
        }
    }

    private static Optional<FlywayException> tryToMigrate(DatabaseConfig config) {
        try {
            Database.migrate(config);
            return Optional.empty();
        } catch (FlywayException failure) {
            return Optional.of(failure);
        }
    }

    /** Whether the failure says no more than that the database cannot be reached at present. */
    static boolean passes(Throwable failure) {
        return causes(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .anyMatch(refused -> CANNOT_CONNECT_NOW.equals(refused.getSQLState())
                        || (UNREACHABLE.equals(refused.getSQLState()) && isSilence(refused.getCause())));
    }

    /** Nobody listens, the connection was cut before an answer, or none came in time, for which the driver names no cause. */
    private static boolean isSilence(@Nullable Throwable cause) {
        return cause == null
                || cause instanceof SocketException
                || cause instanceof SocketTimeoutException
                || cause instanceof EOFException;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
