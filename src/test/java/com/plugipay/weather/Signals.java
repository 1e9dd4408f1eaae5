package com.plugipay.weather;

import java.io.IOException;

/** Signals to one process. */
final class Signals {
    private Signals() {}

    /** Sends TERM, INT, QUIT, KILL or another by its name. */
    static void send(long pid, String name) {
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
