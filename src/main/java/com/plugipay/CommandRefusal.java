package com.plugipay;

import com.plugipay.cli.client.CommandFailure;
import com.plugipay.errors.ApiException;
import com.plugipay.keys.WrongMasterKey;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import picocli.CommandLine;

/** Why a command was not run, in a sentence for the person who has given it. */
final class CommandRefusal {
    private static final int NOT_RUN = 2;
    private static final int FAILED = 1;
    private static final String NO_CONNECTION = "Unable to obtain connection";

    private CommandRefusal() {}

    /** Prints the sentence; fails with the failure when it is not one that a person can act on. Gives the exit code. */
    static int print(Exception failure, CommandLine command) throws Exception {
        boolean serves = command.getParent() == null;
        String sentence = sentence(failure).orElse(null);
        if (sentence == null) {
            throw failure;
        }
        command.getErr().println((serves ? "Plugipay does not start: " : "") + sentence);
        return failure instanceof CommandFailure ? FAILED : NOT_RUN;
    }

    private static Optional<String> sentence(Exception failure) {
        return switch (failure) {
            case FlywayException old -> Optional.of("the database cannot be brought up to date. " + message(old));
            case IllegalArgumentException wrong -> Optional.ofNullable(wrong.getMessage());
            case WrongMasterKey wrong -> Optional.ofNullable(wrong.getMessage());
            case ApiException refused -> Optional.ofNullable(refused.getMessage());
            case CommandFailure failed -> Optional.ofNullable(failed.getMessage());
            default -> Optional.empty();
        };
    }

    /** Without the table of details that follows when no connection could be made: the first line has all of them. */
    private static String message(FlywayException old) {
        String message = String.valueOf(old.getMessage());
        return message.startsWith(NO_CONNECTION) ? message.lines().findFirst().orElseThrow() : message;
    }
}
