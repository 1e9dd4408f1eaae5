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

    /** What is done at the end. */
    @FunctionalInterface
    public interface Ending {
        void run() throws IOException;
    }

    /** A new one, which is empty. */
    public static Path create() {
        try {
            Path directory = Files.createTempDirectory("plugipay-test");
            atTheEnd(() -> delete(directory));
            return directory;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Does that when all tests are over, before what was said earlier. */
    public static void atTheEnd(Ending ending) {
        ENDINGS.push(ending);
    }

    private static void end() {
        for (Ending ending : ENDINGS) {
            try {
                ending.run();
            } catch (IOException | UncheckedIOException failure) {
                // The others are still to come, and nobody listens any more.
                System.err.println("At the end of the tests: " + failure);
            }
        }
    }

    /** Deletes it with all that is in it, if it is there. */
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
