package com.plugipay.resilience.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signals to one process. */
public final class Signals {
    private Signals() {}

    /**
     * The signal of Ctrl-C. A build that runs with it ignored, as in the background of some shells, hands that down to
     * the processes it starts; the same hook then hears TERM.
     */
    public static String interrupt() {
        Path status = Path.of("/proc/self/status");
        try {
            boolean isIgnored = Files.exists(status)
                    && Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("SigIgn:"))
                            .anyMatch(line ->
                                    (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
            return isIgnored ? "TERM" : "INT";
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Sends TERM, INT, QUIT, KILL or another by its name. */
    public static void send(long pid, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
