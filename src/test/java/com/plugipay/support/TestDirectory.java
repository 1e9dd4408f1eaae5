package com.plugipay.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;

/** Directories that are deleted when all tests have ended, after the processes in them. */
public final class TestDirectory {
    private static final Deque<Ending> ENDINGS = new ConcurrentLinkedDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TestDirectory::end));
    }

    private TestDirectory() {}

    /** The actions at the end. */
    @FunctionalInterface
    public interface Ending {
        void run() throws IOException;
    }

    /** Creates an empty directory. */
    public static Path create() {
        try {
            Path directory = Files.createTempDirectory("plugipay-test");
            atTheEnd(() -> delete(directory));
            return directory;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs an action when all tests have ended, the newest first. */
    public static void atTheEnd(Ending ending) {
        ENDINGS.push(ending);
    }

    private static void end() {
        for (Ending ending : ENDINGS) {
            try {
                ending.run();
            } catch (IOException | UncheckedIOException failure) {
                // The other actions must run, and nothing reports errors any more.
                System.err.println("At the end of the tests: " + failure);
            }
        }
    }

    /** Deletes it with its contents, if it exists. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> childrenFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : childrenFirst) {
                Files.deleteIfExists(each);
            }
        }
    }
}
