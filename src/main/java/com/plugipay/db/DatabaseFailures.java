package com.plugipay.db;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells failures that pass by themselves from others, and notes them in the log. */
final class DatabaseFailures {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /**
     * What we have sent is wrong, and will be again. A pooler in front of the database ends the connection under the same
     * state when it is full.
     */
    private static final String PROTOCOL_VIOLATION = "08P01";

    /**
     * Classes of SQL states that the statement does not cause: lost connections, conflicts with other statements, too few
     * resources, and operators who cancel it or stop the server.
     */
    private static final List<String> TEMPORARY = List.of("08", "40", "53", "57");

    /** The second of the last log entry; there is one entry a second at most. */
    private final AtomicLong loggedIn = new AtomicLong();

    /** What callers get for it: {@link ErrorCode#UNAVAILABLE} for a failure that passes by itself. */
    Throwable translated(Throwable failure) {
        if (!isTemporary(failure)) {
            return failure;
        }
        long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        if (loggedIn.getAndSet(second) != second) {
            LOG.atWarn().addKeyValue("cause", failure).log("Database unavailable");
        }
        return ErrorCode.UNAVAILABLE.exception();
    }

    private static boolean isTemporary(Throwable failure) {
        if (failure instanceof ApiException) {
            return false;
        }
        if (failure instanceof PgException refused) {
            String state = Optional.ofNullable(refused.getSqlState()).orElse("");
            boolean isOurFault = PROTOCOL_VIOLATION.equals(state) && "ERROR".equals(refused.getSeverity());
            return !isOurFault && TEMPORARY.stream().anyMatch(state::startsWith);
        }
        if (failure instanceof IOException
                || failure instanceof ClosedConnectionException
                || failure instanceof RejectedExecutionException
                || failure instanceof TimeoutException) {
            return true;
        }
        // The pool reports a full queue and a wait that took too long only by the message of a plain exception.
        String message = Optional.ofNullable(failure.getMessage()).orElse("").toLowerCase(Locale.ROOT);
        return message.contains("timeout") || message.contains("wait queue") || message.contains("closed");
    }
}
