package com.plugipay.resilience.processes;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.TestDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A main class in a JVM of its own, and its output. It ends with the tests at the latest. */
public final class ChildProcess {
    /** The lock of tests that put a load on the machine or kill processes under one, so that only one of them runs at a time. */
    public static final String MACHINE = "machine";

    /** The lock of tests that start processes and see what they print and how they end. */
    public static final String STARTS = "starts";

    /** A process that it has started, and that goes on, may keep its output open. */
    private static final Duration LAST_LINES_WITHIN = Duration.ofSeconds(2);

    private final Process process;
    private final Queue<String> printed = new ConcurrentLinkedQueue<>();
    private final Thread listener;

    private ChildProcess(Process process) {
        this.process = process;
        this.listener = Thread.ofVirtual().start(this::listen);
    }

    /** Starts it in an empty directory, with these PLUGIPAY_ variables and no others. */
    public static ChildProcess start(String mainClass, Map<String, String> environment) {
        return start(mainClass, List.of(), System.getProperty("java.class.path"), environment);
    }

    /** The same with these words after its name, and with other class files. */
    public static ChildProcess start(
            String mainClass, List<String> words, String classPath, Map<String, String> environment) {
        return start(List.of(), mainClass, words, classPath, environment);
    }

    /** The program with these words after its name, on that database and on free ports, with these settings besides. */
    public static ChildProcess plugipay(
            DatabaseConfig database, String masterKeys, Map<String, String> settings, List<String> words) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PLUGIPAY_DATABASE_URL",
                database.url(),
                "PLUGIPAY_MASTER_KEYS",
                masterKeys,
                "PLUGIPAY_HTTP_PORT",
                "0",
                "PLUGIPAY_MANAGEMENT_PORT",
                "0"));
        environment.putAll(settings);
        return start("com.plugipay.Plugipay", words, System.getProperty("java.class.path"), environment);
    }

    /** One with this word after its name, in a JVM of these options, which come after the usual ones and win. */
    public static ChildProcess start(List<String> options, String mainClass, String word) {
        return start(options, mainClass, List.of(word), System.getProperty("java.class.path"), Map.of());
    }

    /** The same with both. */
    static ChildProcess start(
            List<String> options,
            String mainClass,
            List<String> words,
            String classPath,
            Map<String, String> environment) {
        Path directory = TestDirectory.create();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                // The tests' own, which is on the class path too, would come first.
                "-Dlogback.configurationFile=logback.xml",
                "-Dvertx.cacheDirBase=" + directory.resolve("cache")));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(words);
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("PLUGIPAY_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            TestDirectory.atTheEnd(process::destroyForcibly);
            return new ChildProcess(process);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first line with that text in it; fails when the process ends without it. */
    public String awaitLine(String text, Duration patience) {
        Awaitility.await()
                .atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !process.isAlive() || printed.stream().anyMatch(line -> line.contains(text)));
        return printed.stream()
                .filter(line -> line.contains(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("It ended before it printed \"" + text + "\":\n" + printed()));
    }

    public String printed() {
        return String.join("\n", printed);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it with SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofMinutes(2));
    }

    public long pid() {
        return process.pid();
    }

    /** SIGTERM, or another signal by its name; does not wait. */
    public void signal(String name) {
        Signals.send(process.pid(), name);
    }

    /** The code that it ends with; its last lines are there then. */
    public int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("It still runs after " + patience + ":\n" + printed());
            }
            listener.join(LAST_LINES_WITHIN);
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(printed::add);
        } catch (IOException | UncheckedIOException gone) {
            printed.add(gone.toString());
        }
    }
}
