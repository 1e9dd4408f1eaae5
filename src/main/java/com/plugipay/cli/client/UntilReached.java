package com.plugipay.cli.client;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/** Asks the gateway until it answers, after pauses that grow to half a minute, and says each time that it does not. */
final class UntilReached {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private UntilReached() {}

    /** What was asked for; a refusal, which would be the same again, fails. */
    static <T> T ask(Supplier<T> question, String address, PrintWriter notes) {
        Duration pause = Duration.ofSeconds(1);
        while (true) {
            try {
                return question.get();
            } catch (Unreachable later) {
                notes.printf(
                        "Cannot reach %s; trying again in %d s. %s%n", address, pause.toSeconds(), later.getMessage());
                notes.flush();
            }
            if (!Pause.of(pause)) {
                throw new CommandFailure("Stopped.");
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        }
    }
}
